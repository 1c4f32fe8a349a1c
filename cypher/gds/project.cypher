// in: $graph (a name), $nodes (their number), $run (of the edge pages)  out: {nodes, edges} of the graph in the catalogue
// Nodes come before edges, so that the graph is the same whatever the edges' order.  idempotent: no (the caller drops it first)  needs: Graph Data Science
CALL () {
  UNWIND range(0, $nodes - 1) AS source
  RETURN source, null AS target, null AS edge
  UNION ALL
  MATCH (p:EdgePage {run: $run})
  WITH p.source AS sources, p.target AS targets, p.weight AS weights
  UNWIND range(0, size(sources) - 1) AS i
  RETURN toInteger(sources[i]) AS source, toInteger(targets[i]) AS target, {relationshipProperties: {weight: weights[i]}} AS edge
}
WITH gds.graph.project($graph, source, target, edge, {undirectedRelationshipTypes: ['*']}) AS projected
RETURN projected.nodeCount AS nodes, projected.relationshipCount AS edges
