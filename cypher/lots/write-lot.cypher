// in: $run, $lot, whose pages are all there  out: nothing  idempotent: yes  needs: constraint lot_run_lot
MERGE (:Lot {run: $run, lot: $lot})
