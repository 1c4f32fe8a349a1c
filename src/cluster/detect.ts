/** An edge list -> communities: connected, the same for the same edges in any order, by the map equation or by Louvain. */
import { splitDisconnected } from "./connected.js";
import { type CompactGraph, compact, type EdgeList } from "./graph.js";
import { louvainOf } from "./louvain.js";
import { mapEquation } from "./map-equation.js";
import { qualityOf } from "./quality.js";
import { trim } from "./trim.js";

export interface DetectOptions {
  algorithm?: "map-equation" | "louvain";
  /** Of Louvain; the map equation draws nothing. */
  seed?: number;
  threads?: number;
  /** A community for each node, to start from (-1: none yet): cheaper where little has changed. */
  from?: Int32Array;
  /** A member leaves whose weight into its community is below this share of the members' mean; 0 keeps all. */
  trim?: number;
}

export interface Communities {
  /** Of each node; numbered from 0 by first appearance. A node without an edge is a community of its own. */
  community: Int32Array;
  communities: number;
  codelength: number;
  modularity: number;
  /** Distinct, without loops. */
  edges: number;
}

export function detect(edges: EdgeList, options: DetectOptions = {}): Communities {
  return detectIn(compact(edges), options);
}

export function detectIn(
  graph: CompactGraph,
  { algorithm = "map-equation", seed = 1, trim: share = 0.2 }: DetectOptions = {},
): Communities {
  const found = algorithm === "louvain" ? louvainOf(graph, seed) : mapEquation(graph);
  const { partition, count } = splitDisconnected(graph, trim(graph, found, share));
  return { ...spread(graph, partition, count), ...qualityOf(graph, partition), edges: graph.neighbour.length / 2 };
}

/** From the graph's nodes to the edge list's: those without an edge stand alone. */
function spread({ nodes, origin }: CompactGraph, partition: Int32Array, count: number): { community: Int32Array; communities: number } {
  const community = new Int32Array(nodes).fill(-1);
  for (let i = 0; i < origin.length; i++) community[origin[i]] = partition[i];
  const number = new Int32Array(count).fill(-1);
  let communities = 0;
  for (let i = 0; i < nodes; i++) {
    const label = community[i];
    if (label < 0) community[i] = communities++;
    else {
      if (number[label] < 0) number[label] = communities++;
      community[i] = number[label];
    }
  }
  return { community, communities };
}
