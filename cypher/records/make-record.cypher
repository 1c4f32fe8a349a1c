// in: $kind, $id, $body, $mark (new each time)  out: {mark}: of whoever made it  idempotent: yes  needs: constraint record_kind_id
MERGE (r:Record {kind: $kind, id: $id})
ON CREATE SET r.version = 1, r.body = $body, r.mark = $mark
RETURN r.mark AS mark
