// in: nothing  out: {installed}: whether Neo4j has Graph Data Science, with Leiden  idempotent: yes  needs: nothing
SHOW PROCEDURES YIELD name
WHERE name = 'gds.leiden.stream'
RETURN count(*) > 0 AS installed
