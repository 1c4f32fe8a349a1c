// in: $keyCheck, $parts, $format, $zone  out: {keyCheck, parts, format, zone} as they were first given; the first format had no number  idempotent: yes  needs: constraint ledger_id
MERGE (l:Ledger {id: 'ledger'})
ON CREATE SET l.keyCheck = $keyCheck, l.parts = $parts, l.format = $format, l.zone = $zone, l.next = 0,
  l.events = 0, l.accepted = 0, l.duplicates = 0, l.quarantined = 0, l.droppedFields = 0, l.ignoredFields = 0, l.lines = 0
RETURN l.keyCheck AS keyCheck, l.parts AS parts, coalesce(l.format, 1) AS format, l.zone AS zone
