// in: $ids [id]  out: nothing; the clusters are gone, and what bound their accounts  idempotent: yes  needs: constraint cluster_id
UNWIND $ids AS id
MATCH (c:Cluster {id: id})
CALL (c) {
  MATCH (c)<-[:MEMBER_OF]-(a:Account)-[r:LINKED_TO|SEEN_WITH]->()
  DELETE r
}
DETACH DELETE c
