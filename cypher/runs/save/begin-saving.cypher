// in: $saver, a name of its own  out: {number} of the current run, 0 before the first; whoever was saving can write no more
// idempotent: yes  needs: constraint run_id
MERGE (r:Run {id: 'current'})
ON CREATE SET r.current = 0
SET r.saver = $saver
RETURN r.current AS number
