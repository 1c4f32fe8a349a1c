/** Rows and an order of their nodes -> a compact graph: nodes that stand alone left out, components one after another. */
import { Doubles, Ints, ints, mark, release, room } from "./memory";
import { Order } from "./order";
import { Edges, Rows } from "./rows";

const STRIDE: i32 = 1 << 14;

/**
 * Both directions of each edge: the edges of node i are at [start[i], start[i + 1]), in no order; component c holds the nodes
 * [component[c], component[c + 1]). A compact graph is a row of parcels, and an edge leads to a node by its place in its parcel.
 */
@unmanaged
export class Graph {
  size: i32;
  start: Ints;
  edge: Edges;
  /** The sum of the weights of each node's edges. */
  strength: Doubles;
  components: i32;
  component: Ints;
}

/** Whole components that are searched together: those from parcel[k] to before parcel[k + 1]. */
@unmanaged
export class Parcels {
  count: i32;
  parcel: Ints;
}

/** Fills a graph that has room for the order's nodes and the rows' edges. */
export function arrange(rows: Rows, order: Order, parcels: Parcels, graph: Graph): void {
  const origin = order.origin;
  const component = order.component;
  graph.size = order.size;
  graph.components = order.components;
  graph.component = component;
  const marked = mark();
  const rank = ints(rows.size);
  const start = graph.start;
  start[0] = 0;
  for (let k = 0; k < parcels.count; k++) {
    const from = component[parcels.parcel[k]];
    const end = component[parcels.parcel[k + 1]];
    for (let i = from; i < end; i++) {
      rank[origin[i]] = i - from;
      start[i + 1] = start[i] + rows.start[origin[i] + 1] - rows.start[origin[i]];
    }
  }
  for (let i = 0; i < order.size; i += STRIDE) place(rows, origin, rank, i, min(order.size, i + STRIDE), start[i], graph);
  release(marked);
}

function place(rows: Rows, origin: Ints, rank: Ints, from: i32, end: i32, to: i32, graph: Graph): void {
  for (let i = from; i < end; i++) {
    const stop = rows.start[origin[i] + 1];
    let strength: f64 = 0;
    for (let p = rows.start[origin[i]]; p < stop; p++) {
      const weight = rows.edge.weight(p);
      graph.edge.put(to++, rank[rows.edge.to(p)], weight);
      strength += weight;
    }
    graph.strength[i] = strength;
  }
}

/** A parcel as a graph of its own. */
export function cut(graph: Graph, parcels: Parcels, k: i32): Graph {
  const first = parcels.parcel[k];
  const from = graph.component[first];
  const part = changetype<Graph>(room(offsetof<Graph>()));
  part.components = parcels.parcel[k + 1] - first;
  part.component = ints(part.components + 1);
  for (let c = 0; c <= part.components; c++) part.component[c] = graph.component[first + c] - from;
  part.size = part.component[part.components];
  part.start = changetype<Ints>(changetype<usize>(graph.start) + (usize(from) << 2));
  part.edge = graph.edge;
  part.strength = changetype<Doubles>(changetype<usize>(graph.strength) + (usize(from) << 3));
  return part;
}
