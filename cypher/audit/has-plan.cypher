// in: $hash  out: {hash} where it is there  idempotent: yes  needs: constraint plan_hash
MATCH (p:Plan {hash: $hash})
RETURN p.hash AS hash
