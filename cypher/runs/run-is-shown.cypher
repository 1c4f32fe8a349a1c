// in: $pages  out: nothing; {shown} = {number} says that the graph shows the current run in full  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current', pages: $pages})
SET r.shown = r.number
