// in: $ledger, $slice {ids, idsFrom, idsTo}, $source, $mark, $counts  out: nothing  idempotent: no (fence-commit comes before it)  needs: constraints ledger_id, slice_ledger, source_id
MATCH (l:Ledger {id: 'ledger'})
SET l.next = l.next + 1,
  l.events = l.events + $counts.events, l.accepted = l.accepted + $counts.accepted, l.duplicates = l.duplicates + $counts.duplicates,
  l.quarantined = l.quarantined + $counts.quarantined, l.droppedFields = l.droppedFields + $counts.droppedFields,
  l.ignoredFields = l.ignoredFields + $counts.ignoredFields, l.lines = l.lines + $counts.lines
MERGE (s:Source {id: $source})
SET s += $mark
CREATE (n:Slice {ledger: $ledger, source: $source})
SET n += $slice
