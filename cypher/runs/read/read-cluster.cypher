// in: $cluster, $run, a number, or null for the current one  out: {data} of the cluster as of the run, or nothing where the run has none of this id
// idempotent: yes  needs: constraints run_id, run_number, cluster_version
MATCH (r:Run {id: 'current'})
MATCH (n:Run {number: coalesce($run, r.current)})
MATCH (v:ClusterVersion {cluster: $cluster})
WHERE v.since <= n.number
WITH v ORDER BY v.since DESC LIMIT 1
WHERE v.data IS NOT NULL
RETURN v.data AS data
