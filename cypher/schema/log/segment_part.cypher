// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX segment_part IF NOT EXISTS FOR (n:Segment) ON (n.part)
