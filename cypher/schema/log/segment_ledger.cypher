// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX segment_ledger IF NOT EXISTS FOR (n:Segment) ON (n.ledger)
