// in: $source, $size  out: nothing; an announcement that grew meanwhile stays  idempotent: yes  needs: constraint announcement_source
MATCH (n:Announcement {source: $source})
WHERE n.size <= $size AND n.final
DELETE n
