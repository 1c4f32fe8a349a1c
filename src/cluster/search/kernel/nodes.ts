/** Labels of the edge list's nodes <-> labels of the graph's. */
import { Graph } from "./graph";
import { Bytes, Ints, ints, mark, release, zeroInts } from "./memory";

/**
 * Each of the graph's nodes gets the first one of its label in its component, where it has none itself: what spans components becomes one
 * in each. Where only some are to move, those are marked that are touched or have no label.
 */
export function begin(graph: Graph, origin: Ints, label: Ints, partition: Ints, touched: Bytes, moving: Bytes | null): void {
  const size = graph.size;
  const marked = mark();
  let labels = 0;
  for (let i = 0; i < size; i++) {
    const own = label[origin[i]];
    partition[i] = own;
    labels = max(labels, own + 1);
    if (moving !== null) moving[i] = u8(touched[origin[i]] !== 0 || own < 0);
  }
  const first = ints(labels);
  memory.fill(changetype<usize>(first), 0xff, usize(labels) << 2);
  for (let c = 0; c < graph.components; c++) {
    const from = graph.component[c];
    const end = graph.component[c + 1];
    for (let i = from; i < end; i++) {
      const own = partition[i];
      if (own >= 0 && first[own] < from) first[own] = i;
      partition[i] = own < 0 ? i : first[own];
    }
  }
  release(marked);
}

/**
 * Numbered by first appearance among the edge list's nodes; a node without an edge is a community of its own. Returns how many there are.
 */
export function spread(size: i32, origin: Ints, partition: Ints, nodes: i32, label: Ints): i32 {
  const marked = mark();
  memory.fill(changetype<usize>(label), 0xff, usize(nodes) << 2);
  for (let i = 0; i < size; i++) label[origin[i]] = partition[i];
  const number = zeroInts(size);
  let communities = 0;
  for (let i = 0; i < nodes; i++) {
    const own = label[i];
    if (own < 0) label[i] = communities++;
    else {
      if (number[own] === 0) number[own] = ++communities;
      label[i] = number[own] - 1;
    }
  }
  release(marked);
  return communities;
}
