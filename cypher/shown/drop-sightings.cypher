// in: $rows [{kind, value, accounts}]  out: nothing; indicators that this leaves are Loose  idempotent: yes  needs: constraints account_id, indicator_kind_value
UNWIND $rows AS row
MATCH (i:Indicator {kind: row.kind, value: row.value})
UNWIND row.accounts AS id
MATCH (a:Account {id: id})-[s:SEEN_WITH]->(i)
DELETE s
SET i:Loose
