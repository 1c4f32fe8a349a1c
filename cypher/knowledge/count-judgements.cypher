// in: nothing  out: {count}  idempotent: yes  needs: nothing
MATCH (j:Judgement)
RETURN count(j) AS count
