// in: $rows [{a, b, weight, evidence}]  out: nothing  idempotent: yes  needs: constraint account_id
UNWIND $rows AS row
MATCH (a:Account {id: row.a})
MATCH (b:Account {id: row.b})
MERGE (a)-[l:LINKED_TO]->(b)
SET l.weight = row.weight, l.evidence = row.evidence
