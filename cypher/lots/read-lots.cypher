// in: $run  out: {lot, searched} of all its lots, in order  idempotent: yes  needs: constraint lot_run_lot
MATCH (l:Lot {run: $run})
RETURN l.lot AS lot, l.result IS NOT NULL AS searched
ORDER BY l.lot
