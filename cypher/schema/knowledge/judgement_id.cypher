// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE n.id IS UNIQUE
