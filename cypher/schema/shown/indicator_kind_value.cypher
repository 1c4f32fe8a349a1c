// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT indicator_kind_value IF NOT EXISTS FOR (n:Indicator) REQUIRE (n.kind, n.value) IS UNIQUE
