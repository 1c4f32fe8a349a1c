// in: $rows [{account, placement}], $run, $ledger  out: {current}: 0 where $run is no longer current, and nothing was written  idempotent: yes  needs: constraints run_id, placement_account_run
OPTIONAL MATCH (r:Run {id: 'current', run: $run})
CALL (r) {
  WITH r WHERE r IS NOT NULL
  UNWIND $rows AS row
  MERGE (p:Placement {account: row.account, run: $run})
  WITH p, row WHERE p.ledger IS NULL OR p.ledger <= $ledger
  SET p.ledger = $ledger, p.placement = row.placement
}
RETURN count(r) AS current
