// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT operator_id IF NOT EXISTS FOR (n:Operator) REQUIRE n.id IS UNIQUE
