// in: $from, $idsFrom, $idsTo  out: {ledger, ids}, in the ledger's order  idempotent: yes  needs: constraint slice_ledger
MATCH (n:Slice)
WHERE n.ledger >= $from AND n.idsFrom <= $idsTo AND n.idsTo >= $idsFrom AND n.ids <> ''
RETURN n.ledger AS ledger, n.ids AS ids
ORDER BY n.ledger
