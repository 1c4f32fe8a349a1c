// in: $from  out: {ledger, bytes} of what is not merged, in the ledger's order  idempotent: yes  needs: index segment_ledger
MATCH (s:Segment)
WHERE s.ledger >= $from
RETURN s.ledger AS ledger, s.bytes AS bytes
ORDER BY s.ledger
