// in: nothing  out: {asked, answered, ledger}  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'requests'})
RETURN r.asked AS asked, r.answered AS answered, r.ledger AS ledger
