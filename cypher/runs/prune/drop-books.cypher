// in: $kept [book], $to  out: nothing; books that were written for a run up to $to are gone, but for those that are kept  idempotent: yes  needs: nothing
MATCH (p:Page)
WHERE p.since <= $to AND NOT p.book IN $kept
DELETE p
