// in: $numbers, none of them the current run's  out: nothing; the runs are not kept any more (drop-superseded takes what was theirs alone)
// idempotent: yes  needs: constraint run_number
MATCH (r:Run {id: 'current'})
UNWIND $numbers AS number
MATCH (n:Run {number: number})
WHERE n.number <> r.current
DELETE n
