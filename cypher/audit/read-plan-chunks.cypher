// in: $hash  out: {bytes} of a plan that is whole, in order  idempotent: yes  needs: constraints plan_hash, plan_chunk
MATCH (p:Plan {hash: $hash})
MATCH (c:PlanChunk {hash: $hash})
WHERE c.seq >= 0 AND c.seq < p.chunks
RETURN c.bytes AS bytes
ORDER BY c.seq
