// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT record_kind_id IF NOT EXISTS FOR (n:Record) REQUIRE (n.kind, n.id) IS UNIQUE
