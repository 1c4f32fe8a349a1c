// in: $ids [id]  out: nothing; the clusters are gone, and what bound their accounts; indicators that this leaves are Loose  idempotent: yes  needs: constraint cluster_id
UNWIND $ids AS id
MATCH (c:Cluster {id: id})
CALL (c) {
  MATCH (c)<-[:MEMBER_OF]-(a:Account)-[r:LINKED_TO|SEEN_WITH]->(n)
  DELETE r
  WITH n WHERE n:Indicator
  SET n:Loose
}
DETACH DELETE c
