// in: $run (the current one), $most  out: {dropped}, of other runs: at most $most, so until there are none  idempotent: yes  needs: constraint account_id
MATCH (p:Placement)
WHERE p.run <> $run
WITH p LIMIT $most
OPTIONAL MATCH (:Account {id: p.account})-[m:MEMBER_OF {provisional: true}]->()
WHERE m.run <> $run
DELETE m
WITH DISTINCT p
DELETE p
RETURN count(*) AS dropped
