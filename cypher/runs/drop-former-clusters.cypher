// in: $ids [id] of clusters that are current again  out: nothing  idempotent: yes  needs: constraint former_cluster_id
UNWIND $ids AS id
MATCH (f:FormerCluster {id: id})
DELETE f
