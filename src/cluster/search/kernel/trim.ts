/** Communities -> the same without bystanders: a member tied to its community by far less than the others are leaves it. */
import { Bytes, Doubles, Ints, mark, release, zeroDoubles, zeroInts } from "./memory";

/**
 * A member leaves whose weight into its community is below `share` of the members' mean, for a community of its own. Where some are `open`,
 * only they may leave. Labels are below the number of nodes, and below twice that when done.
 */
export function trim(size: i32, partition: Ints, ties: Doubles, share: f64, open: Bytes | null): void {
  const marked = mark();
  const sum = zeroDoubles(size);
  const members = zeroInts(size);
  for (let i = 0; i < size; i++) {
    sum[partition[i]] += ties[i];
    members[partition[i]]++;
  }
  let label = size;
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    if ((open === null || open[i] !== 0) && ties[i] < (share * sum[own]) / f64(members[own])) partition[i] = label++;
  }
  release(marked);
}
