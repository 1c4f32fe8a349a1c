// in: $after and $to, numbers of runs that are kept and none between them, $most
// out: {dropped} of the versions that no kept run shows: at most $most, so until there are none  idempotent: yes  needs: constraints cluster_version, link_page, index cluster_version_since
MATCH (v:ClusterVersion)
WHERE v.since > $after AND v.since < $to
  AND EXISTS { MATCH (later:ClusterVersion {cluster: v.cluster}) WHERE later.since > v.since AND later.since <= $to }
WITH v LIMIT $most
CALL (v) {
  MATCH (p:LinkPage {cluster: v.cluster, since: v.since})
  WHERE p.seq > 0
  DELETE p
}
DELETE v
RETURN count(*) AS dropped
