// in: $pages, $seq, $kind, $data  out: nothing  idempotent: yes  needs: constraint run_page
MERGE (p:RunPage {run: $pages, seq: $seq})
SET p.kind = $kind, p.data = $data
