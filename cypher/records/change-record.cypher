// in: $kind, $id, $body, $version  out: {version} where it had that version  idempotent: no  needs: constraint record_kind_id
MATCH (r:Record {kind: $kind, id: $id})
SET r.asked = timestamp()
WITH r WHERE r.version = $version
SET r.version = $version + 1, r.body = $body
RETURN r.version AS version
