// in: $run, $lot  out: {data}, in order  idempotent: yes  needs: constraint lot_page
MATCH (p:LotPage {run: $run, lot: $lot})
WHERE p.seq >= 0
RETURN p.data AS data
ORDER BY p.seq
