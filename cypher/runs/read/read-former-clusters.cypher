// in: nothing  out: {id, supersededBy}  idempotent: yes  needs: constraint former_cluster_id
MATCH (f:FormerCluster)
RETURN f.id AS id, f.supersededBy AS supersededBy
ORDER BY f.id
