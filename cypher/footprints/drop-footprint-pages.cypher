// in: $part  out: {dropped}: others than were read where another wrote meanwhile  idempotent: no (the caller rolls back)  needs: constraint footprint_page
MATCH (p:FootprintPage {part: $part})
WHERE p.seq >= 0
DELETE p
RETURN count(*) AS dropped
