/** Communities -> connected communities: one that fell apart becomes one for each part (the guarantee of Leiden, Traag et al. 2019). */
import { Graph } from "./graph";
import { Ints, ints, mark, release, zeroInts } from "./memory";

const STRIDE: i32 = 1 << 14;

/** In place; labels below `labels` become numbers by first appearance. Returns how many communities there are. */
export function splitDisconnected(graph: Graph, partition: Ints, labels: i32): i32 {
  const size = graph.size;
  const marked = mark();
  const stack = ints(size);
  const rest = zeroInts(labels); // of each community: members that have no label yet
  for (let i = 0; i < size; i++) rest[partition[i]]++;
  let count = 0;
  for (let i = 0; i < size; i += STRIDE) count = spread(graph, partition, i, min(size, i + STRIDE), stack, rest, count);
  for (let i = 0; i < size; i++) partition[i] = ~partition[i];
  release(marked);
  return count;
}

/** Numbers the parts that hold the nodes [from, end); returns the next number. A node of part n has the label -1 - n. */
function spread(graph: Graph, partition: Ints, from: i32, end: i32, stack: Ints, rest: Ints, count: i32): i32 {
  const start = graph.start;
  const edge = graph.edge;
  for (let i = from; i < end; i++) {
    const own = partition[i];
    if (own < 0) continue;
    let left = rest[own] - 1;
    let depth = 0;
    partition[i] = ~count;
    stack[depth++] = i;
    // Once all members are found, the edges that have not been looked at have nothing to say.
    while (depth > 0 && left > 0) {
      const j = stack[--depth];
      const stop = start[j + 1];
      for (let p = start[j]; p < stop; p++) {
        const k = edge.to(p);
        if (partition[k] !== own) continue;
        partition[k] = ~count;
        stack[depth++] = k;
        left--;
      }
    }
    rest[own] = left;
    count++;
  }
  return count;
}
