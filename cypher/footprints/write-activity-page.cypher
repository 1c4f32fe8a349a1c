// in: $page {part, seq, bytes}  out: nothing; refused where another wrote that page  idempotent: no (drop-segments comes before it)  needs: constraint activity_page
CREATE (p:ActivityPage)
SET p = $page
