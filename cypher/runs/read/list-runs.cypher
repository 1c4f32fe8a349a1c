// in: $before, $limit  out: {number, at, info, directory}, the newest first  idempotent: yes  needs: constraint run_number
MATCH (n:Run)
WHERE n.number < $before
RETURN n.number AS number, n.at AS at, n.info AS info, n.directory AS directory
ORDER BY n.number DESC
LIMIT $limit
