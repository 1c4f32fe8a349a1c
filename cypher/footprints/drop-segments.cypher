// in: $ids [elementId]  out: {dropped}: fewer than given where another merged them already  idempotent: no (the caller rolls back)  needs: nothing
UNWIND $ids AS id
MATCH (s:Segment)
WHERE elementId(s) = id
DELETE s
RETURN count(*) AS dropped
