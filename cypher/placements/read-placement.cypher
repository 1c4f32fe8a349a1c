// in: $account  out: {placement} of the current run  idempotent: yes  needs: constraints run_id, placement_account_run
MATCH (r:Run {id: 'current'})
MATCH (p:Placement {account: $account, run: r.run})
RETURN p.placement AS placement
