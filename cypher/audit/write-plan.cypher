// in: $hash, $chunks, whose chunks are all there  out: nothing  idempotent: yes  needs: constraint plan_hash
MERGE (p:Plan {hash: $hash})
ON CREATE SET p.chunks = $chunks
