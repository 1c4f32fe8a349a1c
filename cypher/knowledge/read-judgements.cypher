// in: nothing  out: {judgement}  idempotent: yes  needs: nothing
MATCH (j:Judgement)
RETURN j.judgement AS judgement
