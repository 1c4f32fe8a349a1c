// in: $rows [{account, cluster or null, properties}], $run  out: nothing; members until the next clustering, marked as provisional  idempotent: yes  needs: constraints account_id, cluster_id
UNWIND $rows AS row
MERGE (a:Account {id: row.account})
WITH a, row
CALL (a) {
  MATCH (a)-[m:MEMBER_OF {provisional: true}]->()
  DELETE m
}
MATCH (c:Cluster {id: row.cluster})
CREATE (a)-[m:MEMBER_OF]->(c)
SET m = row.properties, m.provisional = true, m.run = $run
