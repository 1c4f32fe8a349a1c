// in: $pages, $kind (clusters, links or changes)  out: {data}, in order  idempotent: yes  needs: constraint run_page
MATCH (p:RunPage {run: $pages})
WHERE p.kind = $kind AND p.seq >= 0
RETURN p.data AS data
ORDER BY p.seq
