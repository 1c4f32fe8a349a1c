// in: $ids [id] of clusters  out: nothing  idempotent: yes  needs: constraint cluster_id
UNWIND $ids AS id
MATCH (:Cluster {id: id})-[t:ATTRIBUTED_TO]->(:Operator)
DELETE t
