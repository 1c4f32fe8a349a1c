/** Rows -> a compact graph: nodes that stand alone left out, components one after another, and what is close in the graph close in memory. */
import { PermanentError } from "../errors.js";
import { orderOf } from "./order.js";
import type { Rows } from "./rows.js";

/** Undirected and weighted; in any order, an edge in either direction. Node numbers are below `nodes`; not every node needs an edge. */
export interface EdgeList {
  nodes: number;
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
}

/** Both directions of each edge: the neighbours of node i are at [start[i], start[i + 1]), in no order; an edge that came twice is there twice. */
export interface Adjacency {
  size: number;
  start: Int32Array;
  neighbour: Int32Array;
  /** Whole numbers: no sum of them depends on the order of its terms. */
  weight: Float32Array;
}

export interface Graph extends Adjacency {
  /** Component c holds the nodes [component[c], component[c + 1]). */
  component: Int32Array;
}

export interface CompactGraph extends Graph {
  /** Node of the graph -> node of the edge list. */
  origin: Int32Array;
  /** Of the edge list. */
  nodes: number;
}

/** Depends on the rows alone, not on the order within them. */
export function compact(rows: Rows): CompactGraph {
  const { origin, component } = orderOf(rows);
  return { ...arrange(rows, origin), component, origin, nodes: rows.size };
}

/** `origin` names each new node's old one; only nodes without edges may be absent. */
function arrange({ size, start, word, real }: Rows, origin: Int32Array): Adjacency {
  const rank = new Int32Array(size);
  const newStart = new Int32Array(origin.length + 1);
  for (let i = 0; i < origin.length; i++) {
    rank[origin[i]] = i;
    newStart[i + 1] = newStart[i] + start[origin[i] + 1] - start[origin[i]];
  }
  const neighbour = new Int32Array(start[size]);
  const weight = new Float32Array(start[size]);
  let to = 0;
  for (let i = 0; i < origin.length; i++) {
    const end = start[origin[i] + 1];
    for (let p = start[origin[i]]; p < end; p++) {
      neighbour[to] = rank[word[2 * p]];
      weight[to++] = real[2 * p + 1];
    }
  }
  return { size: origin.length, start: newStart, neighbour, weight };
}

/** Throws where an edge cannot be: names it and what is wrong with it. */
export function checkEdges({ nodes, source, target, weight }: EdgeList): void {
  if (source.length !== target.length || source.length !== weight.length)
    throw new PermanentError(
      `edge list: ${source.length} sources, ${target.length} targets and ${weight.length} weights; give each edge one of each`,
    );
  for (let e = 0; e < source.length; e++) {
    const w = weight[e];
    if (!(w >= 0 && w < Infinity))
      throw new PermanentError(`edge ${source[e]}-${target[e]}: weight is ${w}; weights must be finite and not negative`);
    if (source[e] >= nodes || target[e] >= nodes)
      throw new PermanentError(`edge ${source[e]}-${target[e]}: node numbers must be below ${nodes}, the number of nodes`);
  }
}
