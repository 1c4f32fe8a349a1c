// in: $source, $path, $size, $final  out: nothing; what is known of a source only grows  idempotent: yes  needs: constraint announcement_source
MERGE (n:Announcement {source: $source})
ON CREATE SET n.size = 0, n.final = false
SET n.path = $path, n.final = n.final OR $final, n.size = CASE WHEN $size > n.size THEN $size ELSE n.size END
