// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT audit_page_first IF NOT EXISTS FOR (n:AuditPage) REQUIRE n.first IS UNIQUE
