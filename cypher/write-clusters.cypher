// in: $rows [{id, accounts, properties}]  out: nothing  idempotent: yes  needs: constraints cluster_id, account_id
UNWIND $rows AS row
MERGE (c:Cluster {id: row.id})
SET c = row.properties
WITH c, row
UNWIND row.accounts AS id
MERGE (a:Account {id: id})
MERGE (a)-[:MEMBER_OF]->(c)
