// in: $kind, $id  out: nothing  idempotent: yes  needs: constraint record_kind_id
MATCH (r:Record {kind: $kind, id: $id})
DELETE r
