// in: $rows [{id, supersededBy}], $back [id] of clusters that are current again  out: nothing  idempotent: yes  needs: constraint former_cluster_id
CALL () {
  UNWIND $back AS id
  MATCH (f:FormerCluster {id: id})
  DELETE f
}
UNWIND $rows AS row
MERGE (f:FormerCluster {id: row.id})
SET f.supersededBy = row.supersededBy
