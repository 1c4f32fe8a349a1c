// in: $rows [{id, shownIn}, the run that the version is of]  out: nothing; the clusters are shown in full  idempotent: yes  needs: constraint cluster_id
UNWIND $rows AS row
MATCH (c:Cluster {id: row.id})
SET c.shownIn = row.shownIn
