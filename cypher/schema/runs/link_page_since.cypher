// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX link_page_since IF NOT EXISTS FOR (n:LinkPage) ON (n.since)
