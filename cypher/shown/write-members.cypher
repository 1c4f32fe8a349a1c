// in: $rows [{id, accounts}]  out: nothing  idempotent: no (clear-clusters comes before it)  needs: constraints cluster_id, account_id
UNWIND $rows AS row
MATCH (c:Cluster {id: row.id})
UNWIND row.accounts AS id
MERGE (a:Account {id: id})
CREATE (a)-[:MEMBER_OF]->(c)
