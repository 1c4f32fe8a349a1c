// in: $run, $lot, $seq, $data  out: nothing  idempotent: yes  needs: constraint lot_page
MERGE (p:LotPage {run: $run, lot: $lot, seq: $seq})
SET p.data = $data
