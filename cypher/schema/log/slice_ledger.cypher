// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT slice_ledger IF NOT EXISTS FOR (n:Slice) REQUIRE n.ledger IS UNIQUE
