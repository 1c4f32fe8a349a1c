// in: $rows [{id, changedIn}]  out: nothing; the clusters are shown in full  idempotent: yes  needs: constraint cluster_id
UNWIND $rows AS row
MATCH (c:Cluster {id: row.id})
SET c.changedIn = row.changedIn
