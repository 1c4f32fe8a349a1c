// in: $first, $entries  out: nothing  idempotent: yes  needs: constraint audit_page_first
MATCH (p:AuditPage {first: $first})
SET p.entries = $entries
