// in: $bucket, $run, a number, or null for the current one  out: {data}: whose home is where, of the bucket's accounts, as of the run
// idempotent: yes  needs: constraints run_id, run_number, member_page
MATCH (r:Run {id: 'current'})
MATCH (n:Run {number: coalesce($run, r.current)})
MATCH (p:MemberPage {bucket: $bucket})
WHERE p.since <= n.number
RETURN p.data AS data
ORDER BY p.since DESC
LIMIT 1
