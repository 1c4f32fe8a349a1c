// in: $graph (a name), $maxAgeMs  out: nothing; that graph is gone, and what died left in the catalogue so long ago  idempotent: yes  needs: Graph Data Science
CALL gds.graph.list()
YIELD graphName, creationTime
WHERE graphName = $graph OR (graphName STARTS WITH 'cautery-' AND creationTime.epochMillis < timestamp() - $maxAgeMs)
CALL gds.graph.drop(graphName, false)
YIELD graphName AS dropped
RETURN count(dropped) AS dropped
