// in: $rows [{id, accounts, properties}]  out: nothing  idempotent: no (clear-clusters comes before it)  needs: constraints cluster_id, account_id
UNWIND $rows AS row
MERGE (c:Cluster {id: row.id})
SET c = row.properties
WITH c, row
UNWIND row.accounts AS id
MERGE (a:Account {id: id})
CREATE (a)-[:MEMBER_OF]->(c)
