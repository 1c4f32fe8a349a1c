// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX audit_page_last IF NOT EXISTS FOR (n:AuditPage) ON (n.last)
