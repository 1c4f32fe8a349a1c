// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT plan_hash IF NOT EXISTS FOR (n:Plan) REQUIRE n.hash IS UNIQUE
