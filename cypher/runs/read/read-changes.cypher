// in: $run, a number, or null for the current one  out: {changes}, or nothing where it is not kept  idempotent: yes  needs: constraints run_id, run_number
MATCH (r:Run {id: 'current'})
MATCH (n:Run {number: coalesce($run, r.current)})
RETURN n.changes AS changes
