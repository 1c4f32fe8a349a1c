// in: $request, $ledger  out: nothing; an earlier answer never undoes a later one  idempotent: yes  needs: constraint run_id
MERGE (r:Run {id: 'requests'})
ON CREATE SET r.asked = 0, r.answered = 0, r.ledger = -1
SET r.answered = CASE WHEN $request > r.answered THEN $request ELSE r.answered END,
  r.ledger = CASE WHEN $ledger > r.ledger THEN $ledger ELSE r.ledger END
