// in: $rows [{id, properties}]  out: nothing; what is not among the properties is gone  idempotent: yes  needs: constraint cluster_id
UNWIND $rows AS row
MERGE (c:Cluster {id: row.id})
SET c = row.properties
