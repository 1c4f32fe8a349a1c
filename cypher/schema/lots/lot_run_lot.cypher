// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT lot_run_lot IF NOT EXISTS FOR (n:Lot) REQUIRE (n.run, n.lot) IS UNIQUE
