// in: $keys [{cluster, since}]  out: {cluster, data, links [page]}, in any order  idempotent: yes  needs: constraints cluster_version, link_page
UNWIND $keys AS key
MATCH (v:ClusterVersion {cluster: key.cluster, since: key.since})
CALL (v) {
  MATCH (p:LinkPage {cluster: v.cluster, since: v.since})
  WHERE p.seq > 0
  WITH p ORDER BY p.seq
  RETURN collect(p.data) AS more
}
RETURN v.cluster AS cluster, v.data AS data, [v.links] + more AS links
