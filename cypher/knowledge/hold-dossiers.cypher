// in: $rows [{id, was}]  out: {changed}: how many are not as they were; holds all of them  idempotent: yes  needs: constraint operator_id
UNWIND $rows AS row
MERGE (o:Operator {id: row.id})
SET o.asked = timestamp()
WITH o, row WHERE coalesce(o.dossier, "") <> row.was
RETURN count(o) AS changed
