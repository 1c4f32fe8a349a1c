// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT placement_account_run IF NOT EXISTS FOR (n:Placement) REQUIRE (n.account, n.run) IS UNIQUE
