// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT run_number IF NOT EXISTS FOR (n:Run) REQUIRE n.number IS UNIQUE
