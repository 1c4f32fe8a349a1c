// in: $most  out: {seen}: indicators that lost something and are gone where they bind nothing any more; at most $most, so until there are none
// idempotent: yes  needs: nothing
MATCH (i:Loose)
WITH i LIMIT $most
WITH i, EXISTS { (i)--() } AS binds
REMOVE i:Loose
FOREACH (lone IN CASE WHEN binds THEN [] ELSE [i] END | DELETE lone)
RETURN count(*) AS seen
