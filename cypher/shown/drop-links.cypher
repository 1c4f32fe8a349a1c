// in: $rows [{a, b}]  out: nothing  idempotent: yes  needs: constraint account_id
UNWIND $rows AS row
MATCH (a:Account {id: row.a})-[l:LINKED_TO]->(b:Account {id: row.b})
DELETE l
