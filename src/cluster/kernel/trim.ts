/** Communities -> the same without bystanders: a member tied to its community by far less than the others are leaves it. */
import { Graph } from "./graph";
import { Bytes, Doubles, doubles, Ints, mark, release, zeroDoubles, zeroInts } from "./memory";

const STRIDE: i32 = 1 << 14;

/**
 * A member leaves whose weight into its community is below `share` of the members' mean, for a community of its own. Where some are `open`, only they may
 * leave. Labels are below the size of the graph, and below twice that when done.
 */
export function trim(graph: Graph, partition: Ints, share: f64, open: Bytes | null): void {
  const size = graph.size;
  const marked = mark();
  const tie = doubles(size);
  const sum = zeroDoubles(size);
  const members = zeroInts(size);
  for (let i = 0; i < size; i += STRIDE) sumTies(graph, partition, i, min(size, i + STRIDE), tie, sum, members);
  let label = size;
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    if ((open === null || open[i] !== 0) && tie[i] < (share * sum[own]) / f64(members[own])) partition[i] = label++;
  }
  release(marked);
}

function sumTies(graph: Graph, partition: Ints, from: i32, end: i32, tie: Doubles, sum: Doubles, members: Ints): void {
  for (let i = from; i < end; i++) {
    const own = partition[i];
    const stop = graph.start[i + 1];
    let within: f64 = 0;
    for (let p = graph.start[i]; p < stop; p++) if (partition[graph.edge.to(p)] === own) within += graph.edge.weight(p);
    tie[i] = within;
    sum[own] += within;
    members[own]++;
  }
}
