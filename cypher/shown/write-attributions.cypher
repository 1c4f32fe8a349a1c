// in: $rows [{cluster, operator, confidence, likelihood}]  out: nothing  idempotent: yes  needs: constraints cluster_id, operator_id
UNWIND $rows AS row
MATCH (c:Cluster {id: row.cluster})
MERGE (o:Operator {id: row.operator})
MERGE (c)-[t:ATTRIBUTED_TO]->(o)
SET t.confidence = row.confidence, t.likelihood = row.likelihood
