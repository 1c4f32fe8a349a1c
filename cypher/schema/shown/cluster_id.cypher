// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT cluster_id IF NOT EXISTS FOR (n:Cluster) REQUIRE n.id IS UNIQUE
