// in: $rows [{id, accounts}]  out: nothing  idempotent: yes  needs: constraints account_id, cluster_id
UNWIND $rows AS row
MATCH (c:Cluster {id: row.id})
UNWIND row.accounts AS id
MERGE (a:Account {id: id})
MERGE (a)-[:MEMBER_OF]->(c)
