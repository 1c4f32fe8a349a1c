// in: $most  out: {dropped}, of other runs than the current one: at most $most, so until there are none
// idempotent: yes  needs: constraints run_id, account_id (go-on-saving comes before it)
MATCH (r:Run {id: 'current'})
MATCH (p:Placement)
WHERE p.run <> r.run
WITH r, p LIMIT $most
OPTIONAL MATCH (:Account {id: p.account})-[m:MEMBER_OF {provisional: true}]->()
WHERE m.run <> r.run
DELETE m
WITH DISTINCT p
DELETE p
RETURN count(*) AS dropped
