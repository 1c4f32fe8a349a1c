// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX account_part IF NOT EXISTS FOR (n:Account) ON (n.part)
