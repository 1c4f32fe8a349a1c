// in: $number (the current run's), $most  out: {dropped} of what was written for a later run that never came: at most $most, so until there are none
// idempotent: yes  needs: indexes cluster_version_since, link_page_since, member_page_since (go-on-saving comes before it)
CALL () {
  MATCH (n:ClusterVersion) WHERE n.since > $number RETURN n
  UNION ALL
  MATCH (n:LinkPage) WHERE n.since > $number RETURN n
  UNION ALL
  MATCH (n:MemberPage) WHERE n.since > $number RETURN n
  UNION ALL
  MATCH (n:Page) WHERE n.since > $number RETURN n
}
WITH n LIMIT $most
DELETE n
RETURN count(*) AS dropped
