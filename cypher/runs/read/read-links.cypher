// in: $cluster, $run, a number, or null for the current one  out: {data} of the cluster's links as of the run, in order
// idempotent: yes  needs: constraints run_id, run_number, cluster_version, link_page
MATCH (r:Run {id: 'current'})
MATCH (n:Run {number: coalesce($run, r.current)})
MATCH (v:ClusterVersion {cluster: $cluster})
WHERE v.since <= n.number
WITH v ORDER BY v.since DESC LIMIT 1
WHERE v.data IS NOT NULL
CALL (v) {
  RETURN 0 AS seq, v.links AS data
  UNION ALL
  MATCH (p:LinkPage {cluster: v.cluster, since: v.since})
  WHERE p.seq > 0
  RETURN p.seq AS seq, p.data AS data
}
RETURN seq, data
ORDER BY seq
