// in: $id, $at, $judgement  out: nothing; one that is there already stands  idempotent: yes  needs: constraints judgement_id, lock_id
MERGE (l:Lock {id: 'judgements'})
SET l.asked = timestamp()
MERGE (j:Judgement {id: $id})
ON CREATE SET j.at = $at, j.judgement = $judgement
WITH j WHERE j.place IS NULL
SET j.place = COUNT { (:Judgement) }
