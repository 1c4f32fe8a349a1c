// in: $page {first, last, stream, at, entries}  out: nothing; one that is there is an error  idempotent: no, a log is appended to once  needs: constraint audit_page_first
CREATE (p:AuditPage)
SET p = $page
