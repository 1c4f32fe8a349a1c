/** Rows -> a compact graph: nodes that stand alone left out, components one after another, and what is close in the graph close in memory. */
import { PermanentError } from "../errors.js";
import { arrange, boundaries, orderOf } from "./order.js";
import type { Rows } from "./rows.js";

/** Undirected and weighted; in any order, an edge in either direction. Node numbers are below `nodes`; not every node needs an edge. */
export interface EdgeList {
  nodes: number;
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
}

/** Nothing that is made of it may depend on the order within rows; an edge that came twice is there twice. */
export interface Graph extends Rows {
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
  return { ...arrange(rows, origin), component: boundaries(origin, component), origin, nodes: rows.size };
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
