// in: $kind, $after, $limit  out: {id, version, body} by id  idempotent: yes  needs: constraint record_kind_id
MATCH (r:Record {kind: $kind})
WHERE r.id > $after
RETURN r.id AS id, r.version AS version, r.body AS body
ORDER BY id
LIMIT $limit
