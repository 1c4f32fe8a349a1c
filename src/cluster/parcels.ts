/**
 * A graph -> its modules, found a parcel of whole components at a time: no component's modules hang on what lies far away, so a graph that is cut
 * between parcels and found in pieces, by whomever, gives the same.
 */
import type { Graph } from "./graph.js";
import { mapEquation, type WarmStart } from "./map-equation.js";

/** Small components go together, since each search has its cost; a parcel is full when it holds so many nodes. */
const PARCEL_NODES = 128;

/** Labels are numbers below the size of the graph. From a warm start, a parcel without a touched node stays as it is. */
export function modulesByParcel(graph: Graph, warm?: WarmStart): Int32Array {
  const partition = new Int32Array(graph.size);
  const boundaries = parcelsOf(graph.component);
  for (let p = 0; p + 1 < boundaries.length; p++) {
    const from = graph.component[boundaries[p]];
    const to = graph.component[boundaries[p + 1]];
    const start = warm && { module: warm.module.subarray(from, to).map((m) => m - from), touched: warm.touched.subarray(from, to) };
    const still = start !== undefined && !start.touched.includes(1);
    const found = still ? start.module : mapEquation(cut(graph, boundaries[p], boundaries[p + 1]), start);
    for (let i = from; i < to; i++) partition[i] = found[i - from] + from;
  }
  return partition;
}

/** Component offsets -> the components that begin a parcel, and their number at the end. Counted from any beginning of a parcel on, the cuts are the same. */
export function parcelsOf(component: ArrayLike<number>): number[] {
  const boundaries = [0];
  const components = component.length - 1;
  for (let c = 1; c <= components; c++)
    if (component[c] - component[boundaries.at(-1)!] >= PARCEL_NODES || c === components) boundaries.push(c);
  return boundaries;
}

/** The components [first, end) as a graph of their own. */
function cut(graph: Graph, first: number, end: number): Graph {
  const from = graph.component[first];
  const to = graph.component[end];
  if (to - from === graph.size) return graph;
  const [begin, stop] = [graph.start[from], graph.start[to]];
  return {
    size: to - from,
    start: less(graph.start.subarray(from, to + 1), begin),
    neighbour: less(graph.neighbour.subarray(begin, stop), from),
    weight: graph.weight.subarray(begin, stop),
    component: less(graph.component.subarray(first, end + 1), from),
  };
}

function less(values: Int32Array, by: number): Int32Array {
  if (by === 0) return values;
  const result = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = values[i] - by;
  return result;
}
