// in: $saver  out: {number} of the current run, or nothing where another began to save; locks what it read until the transaction ends
// idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current'})
SET r.held = $saver
WITH r WHERE r.saver = $saver
RETURN r.current AS number
