// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT lot_page IF NOT EXISTS FOR (n:LotPage) REQUIRE (n.run, n.lot, n.seq) IS UNIQUE
