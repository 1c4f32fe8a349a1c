// in: $rows [{kind, value, accounts}]  out: nothing  idempotent: yes  needs: constraints account_id, indicator_kind_value
UNWIND $rows AS row
MERGE (i:Indicator {kind: row.kind, value: row.value})
WITH i, row
UNWIND row.accounts AS id
MATCH (a:Account {id: id})
MERGE (a)-[:SEEN_WITH]->(i)
