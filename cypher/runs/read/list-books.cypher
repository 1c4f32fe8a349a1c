// in: nothing  out: {number, books}: the current run's number, and what is kept of it and of the runs before it  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current'})
OPTIONAL MATCH (n:Run) WHERE n.number > 0
WITH r, collect(DISTINCT n.directory) AS directories
RETURN r.current AS number, [r.members, r.index, r.anatomies] + directories AS books
