// in: $rows [{account, kind, value}]  out: nothing  idempotent: yes  needs: constraints account_id, indicator_kind_value
UNWIND $rows AS row
MATCH (a:Account {id: row.account})
MERGE (i:Indicator {kind: row.kind, value: row.value})
MERGE (a)-[:SEEN_WITH]->(i)
