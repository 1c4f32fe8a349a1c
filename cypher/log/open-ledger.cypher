// in: $keyCheck, $parts, $format  out: {keyCheck, parts} as they were first given, {format} of what is kept, 0 for an earlier one
// idempotent: yes  needs: constraint ledger_id
MERGE (l:Ledger {id: 'ledger'})
ON CREATE SET l.keyCheck = $keyCheck, l.parts = $parts, l.format = $format, l.next = 0,
  l.events = 0, l.accepted = 0, l.duplicates = 0, l.quarantined = 0, l.droppedFields = 0, l.ignoredFields = 0, l.lines = 0
WITH l, EXISTS { MATCH (r:Run) WHERE r.pages IS NOT NULL } AS earlier
SET l.format = CASE WHEN l.format IS NULL AND NOT earlier THEN $format ELSE l.format END
RETURN l.keyCheck AS keyCheck, l.parts AS parts, coalesce(l.format, 0) AS format
