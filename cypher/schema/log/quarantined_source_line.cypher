// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX quarantined_source_line IF NOT EXISTS FOR (n:Quarantined) ON (n.source, n.line)
