// in: $part  out: {seq, bytes}, in order: of an account, the last activity stands  idempotent: yes  needs: constraint activity_page
MATCH (p:ActivityPage {part: $part})
WHERE p.seq >= 0
RETURN p.seq AS seq, p.bytes AS bytes
ORDER BY p.seq
