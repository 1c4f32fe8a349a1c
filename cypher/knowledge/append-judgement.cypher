// in: $id, $at, $judgement  out: nothing; one that is there already stands  idempotent: yes  needs: constraint judgement_id
MERGE (j:Judgement {id: $id})
ON CREATE SET j.at = $at, j.judgement = $judgement
