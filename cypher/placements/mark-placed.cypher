// in: $run, $ledger  out: nothing; of one run, an earlier mark never undoes a later one  idempotent: yes  needs: constraint run_id
MERGE (r:Run {id: 'placed'})
SET r.ledger = CASE WHEN r.run = $run AND r.ledger > $ledger THEN r.ledger ELSE $ledger END, r.run = $run
