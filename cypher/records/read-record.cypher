// in: $kind, $id  out: {id, version, body} where it is there  idempotent: yes  needs: constraint record_kind_id
MATCH (r:Record {kind: $kind, id: $id})
RETURN r.id AS id, r.version AS version, r.body AS body
