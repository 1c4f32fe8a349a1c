// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT former_cluster_id IF NOT EXISTS FOR (n:FormerCluster) REQUIRE n.id IS UNIQUE
