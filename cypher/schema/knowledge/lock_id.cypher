// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT lock_id IF NOT EXISTS FOR (n:Lock) REQUIRE n.id IS UNIQUE
