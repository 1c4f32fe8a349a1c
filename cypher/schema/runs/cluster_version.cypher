// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT cluster_version IF NOT EXISTS FOR (n:ClusterVersion) REQUIRE (n.cluster, n.since) IS UNIQUE
