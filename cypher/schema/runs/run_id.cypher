// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:Run) REQUIRE n.id IS UNIQUE
