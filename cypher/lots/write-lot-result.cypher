// in: $run, $lot, $result  out: nothing; a result stands, and a lot that is gone stays gone  idempotent: yes  needs: constraint lot_run_lot
MATCH (l:Lot {run: $run, lot: $lot})
WHERE l.result IS NULL
SET l.result = $result
