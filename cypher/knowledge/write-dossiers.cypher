// in: $rows [{id, name, dossier}]  out: nothing  idempotent: yes  needs: constraint operator_id
UNWIND $rows AS row
MERGE (o:Operator {id: row.id})
SET o.name = row.name, o.dossier = row.dossier
