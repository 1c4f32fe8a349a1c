// in: $after and $to, numbers of runs that are kept and none between them, $most
// out: {dropped} of the pages that no kept run reads: at most $most, so until there are none  idempotent: yes  needs: constraint member_page, index member_page_since
MATCH (p:MemberPage)
WHERE p.since > $after AND p.since < $to
  AND EXISTS { MATCH (later:MemberPage {bucket: p.bucket}) WHERE later.since > p.since AND later.since <= $to }
WITH p LIMIT $most
DELETE p
RETURN count(*) AS dropped
