// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX cluster_version_since IF NOT EXISTS FOR (n:ClusterVersion) ON (n.since)
