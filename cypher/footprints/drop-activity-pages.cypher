// in: $part  out: {dropped}: others than were read where another wrote meanwhile  idempotent: no (the caller rolls back)  needs: constraint activity_page
MATCH (p:ActivityPage {part: $part})
WHERE p.seq >= 0
DELETE p
RETURN count(*) AS dropped
