// in: $graph, $gamma (resolution), $seed, $page (nodes a row)  out: {nodes [node], labels [community]}, the same for the same graph and seed
// idempotent: yes  needs: Graph Data Science
CALL gds.leiden.stream($graph, {relationshipWeightProperty: 'weight', gamma: $gamma, randomSeed: $seed, concurrency: 1})
YIELD nodeId, communityId
WITH nodeId / $page AS page, collect(nodeId) AS nodes, collect(communityId) AS labels
RETURN nodes, labels
