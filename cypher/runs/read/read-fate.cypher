// in: $cluster  out: {current, had, supersededBy}: whether the current run has it, whether any run had it, and what took it over
// idempotent: yes  needs: constraints run_id, cluster_version, former_cluster_id
MATCH (r:Run {id: 'current'})
OPTIONAL MATCH (v:ClusterVersion {cluster: $cluster})
WHERE v.since <= r.current
WITH v ORDER BY v.since DESC LIMIT 1
OPTIONAL MATCH (f:FormerCluster {id: $cluster})
RETURN v.data IS NOT NULL AS current, v IS NOT NULL OR f IS NOT NULL AS had, f.supersededBy AS supersededBy
