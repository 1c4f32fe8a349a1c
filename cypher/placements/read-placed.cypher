// in: nothing  out: {run, ledger}  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'placed'})
RETURN r.run AS run, r.ledger AS ledger
