// in: $part  out: {seq, bytes}, in order: of an account, the last footprint stands  idempotent: yes  needs: constraint footprint_page
MATCH (p:FootprintPage {part: $part})
WHERE p.seq >= 0
RETURN p.seq AS seq, p.bytes AS bytes
ORDER BY p.seq
