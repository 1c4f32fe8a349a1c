// in: $source  out: {mark}  idempotent: yes  needs: constraint source_id
MATCH (s:Source {id: $source})
RETURN properties(s) AS mark
