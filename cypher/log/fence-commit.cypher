// in: $source  out: {next, mark}, locked until the transaction ends, so that of two commits one sees the other  idempotent: yes  needs: constraints ledger_id, source_id
MATCH (l:Ledger {id: 'ledger'})
SET l.fenced = $source
WITH l
OPTIONAL MATCH (s:Source {id: $source})
RETURN l.next AS next, properties(s) AS mark
