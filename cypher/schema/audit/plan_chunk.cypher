// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT plan_chunk IF NOT EXISTS FOR (n:PlanChunk) REQUIRE (n.hash, n.seq) IS UNIQUE
