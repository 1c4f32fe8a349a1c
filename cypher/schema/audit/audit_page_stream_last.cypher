// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX audit_page_stream_last IF NOT EXISTS FOR (n:AuditPage) ON (n.stream, n.last)
