// in: $place  out: {judgement}, in the order in which they were kept  idempotent: yes  needs: nothing
MATCH (j:Judgement)
WHERE j.place > $place
RETURN j.judgement AS judgement
ORDER BY j.place
