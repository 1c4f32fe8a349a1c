// in: $lines [{source, line, error, raw}]  out: nothing  idempotent: no (fence-commit comes before it)  needs: index quarantined_source_line
UNWIND $lines AS line
CREATE (q:Quarantined)
SET q = line
