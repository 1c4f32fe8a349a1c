// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT audit_head_id IF NOT EXISTS FOR (n:AuditHead) REQUIRE n.id IS UNIQUE
