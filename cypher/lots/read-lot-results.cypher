// in: $run  out: {lot, result} of the lots that have one  idempotent: yes  needs: constraint lot_run_lot
MATCH (l:Lot {run: $run})
WHERE l.result IS NOT NULL
RETURN l.lot AS lot, l.result AS result
