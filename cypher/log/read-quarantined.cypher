// in: $source  out: {source, line, error, raw}, by line  idempotent: yes  needs: index quarantined_source_line
MATCH (q:Quarantined {source: $source})
WHERE q.line >= 0
RETURN q.source AS source, q.line AS line, q.error AS error, q.raw AS raw
ORDER BY q.source, q.line
