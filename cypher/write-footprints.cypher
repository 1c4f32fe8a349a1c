// in: $rows [{account, bytes}], $part  out: nothing  idempotent: yes  needs: constraint account_id, index account_part
UNWIND $rows AS row
MERGE (a:Account {id: row.account})
SET a.footprint = row.bytes, a.part = $part
