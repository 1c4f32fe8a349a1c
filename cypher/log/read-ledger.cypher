// in: nothing  out: the ledger's properties: {next} and the sums of all counts  idempotent: yes  needs: constraint ledger_id
MATCH (l:Ledger {id: 'ledger'})
RETURN properties(l) AS ledger
