// in: $number  out: nothing; {shownRun} = {current} says that the graph shows the current run in full  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current', current: $number})
SET r.shownRun = $number
