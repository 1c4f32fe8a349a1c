// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT ledger_id IF NOT EXISTS FOR (n:Ledger) REQUIRE n.id IS UNIQUE
