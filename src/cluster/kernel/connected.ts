/** Communities -> connected communities: one that fell apart becomes one for each part (the guarantee of Leiden, Traag et al. 2019). */
import { Graph } from "./graph";
import { Ints, ints, mark, release, zeroInts } from "./memory";

const STRIDE: i32 = 1 << 14;

/** In place; labels below `labels` become numbers by first appearance. Returns how many communities there are. */
export function splitDisconnected(graph: Graph, partition: Ints, labels: i32): i32 {
  const size = graph.size;
  const marked = mark();
  const label = ints(size);
  memory.fill(changetype<usize>(label), 0xff, usize(size) << 2);
  const stack = ints(size);
  const rest = zeroInts(labels); // of each community: members that have no label yet
  for (let i = 0; i < size; i++) rest[partition[i]]++;
  let count = 0;
  for (let i = 0; i < size; i += STRIDE) count = spread(graph, partition, i, min(size, i + STRIDE), label, stack, rest, count);
  memory.copy(changetype<usize>(partition), changetype<usize>(label), usize(size) << 2);
  release(marked);
  return count;
}

/** Labels the parts that hold the nodes [from, end); returns the next label. */
function spread(graph: Graph, partition: Ints, from: i32, end: i32, label: Ints, stack: Ints, rest: Ints, count: i32): i32 {
  const start = graph.start;
  const edge = graph.edge;
  for (let i = from; i < end; i++) {
    if (label[i] >= 0) continue;
    const own = partition[i];
    let left = rest[own] - 1;
    let depth = 0;
    label[i] = count;
    stack[depth++] = i;
    // Once all members are found, the edges that have not been looked at have nothing to say.
    while (depth > 0 && left > 0) {
      const j = stack[--depth];
      const stop = start[j + 1];
      for (let p = start[j]; p < stop; p++) {
        const k = edge.to(p);
        if (partition[k] !== own || label[k] >= 0) continue;
        label[k] = count;
        stack[depth++] = k;
        left--;
      }
    }
    rest[own] = left;
    count++;
  }
  return count;
}
