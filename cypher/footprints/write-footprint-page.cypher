// in: $page {part, seq, bytes}  out: nothing; refused where another wrote that page  idempotent: no (drop-segments comes before it)  needs: constraint footprint_page
CREATE (p:FootprintPage)
SET p = $page
