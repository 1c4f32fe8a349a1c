// in: $hash, $seq, $bytes  out: nothing; one that is there stays  idempotent: yes  needs: constraint plan_chunk
MERGE (c:PlanChunk {hash: $hash, seq: $seq})
ON CREATE SET c.bytes = $bytes
