/**
 * An edge list -> the edges that are not faint, as another may take them: searched whole or in parts, they give what the edge list gives.
 */
import { CompactGraph, type EdgeList, layRows } from "./graph.js";
import { giveBack, intsAt, takeKernel } from "./kernel.js";

/** Weights as whole numbers, the lower node first, loops left out. Throws where an edge cannot be. */
export function backbone(edges: EdgeList, faint: number): EdgeList {
  const kernel = takeKernel();
  layRows(kernel, edges, { faint });
  const start = intsAt(kernel, kernel.rowStartAt(), edges.nodes + 1);
  const length = start[edges.nodes] / 2;
  const edge = intsAt(kernel, kernel.rowEdgeAt(), 4 * length);
  const real = new Float32Array(edge.buffer, edge.byteOffset, edge.length);
  const kept = { source: new Uint32Array(length), target: new Uint32Array(length), weight: new Float32Array(length) };
  let count = 0;
  for (let i = 0; i < edges.nodes; i++) {
    for (let p = start[i]; p < start[i + 1]; p++) {
      if (edge[2 * p] < i) continue;
      kept.source[count] = i;
      kept.target[count] = edge[2 * p];
      kept.weight[count++] = real[2 * p + 1];
    }
  }
  giveBack(kernel);
  return { nodes: edges.nodes, ...kept };
}

/** The graph that a backbone, or a part of it, was made from. */
export function compactBackbone(edges: EdgeList): CompactGraph {
  return new CompactGraph(edges, { faint: 0, scale: 1 });
}
