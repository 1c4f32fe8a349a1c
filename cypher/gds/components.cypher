// in: $graph, $page (nodes a row)  out: {nodes [node], labels [component]}  idempotent: yes  needs: Graph Data Science
CALL gds.wcc.stream($graph, {concurrency: 1})
YIELD nodeId, componentId
WITH nodeId / $page AS page, collect(nodeId) AS nodes, collect(componentId) AS labels
RETURN nodes, labels
