// in: nothing  out: {asked}, the number of this request  idempotent: no (asking twice is harmless)  needs: constraint run_id
MERGE (r:Run {id: 'requests'})
ON CREATE SET r.asked = 1, r.answered = 0, r.ledger = -1
ON MATCH SET r.asked = r.asked + 1
RETURN r.asked AS asked
