// in: $first  out: {first, stream, at, entries}  idempotent: yes  needs: constraint audit_page_first
MATCH (p:AuditPage {first: $first})
RETURN p.first AS first, p.stream AS stream, p.at AS at, p.entries AS entries
