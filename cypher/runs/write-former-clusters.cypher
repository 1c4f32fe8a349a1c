// in: $rows [{id, supersededBy}]  out: nothing  idempotent: yes  needs: constraint former_cluster_id
UNWIND $rows AS row
MERGE (f:FormerCluster {id: row.id})
SET f.supersededBy = row.supersededBy
