/** Communities -> the same without bystanders: a member tied to its community by far less than the others are leaves it. */
import type { Adjacency } from "./graph.js";

/** What accounts are clustered with. Whoever leaves may be taken back by the profile of the whole. */
export const TRIM_SHARE = 0.1;

/** A member leaves whose weight into its community is below `share` of the members' mean. New labels follow the highest one. Where some are `open`, only they may leave. */
export function trim({ size, start, neighbour, weight }: Adjacency, partition: Int32Array, share: number, open?: Uint8Array): Int32Array {
  let modules = 0;
  for (let i = 0; i < size; i++) if (partition[i] >= modules) modules = partition[i] + 1;
  const tie = new Float64Array(size);
  const sum = new Float64Array(modules);
  const members = new Uint32Array(modules);
  for (let i = 0; i < size; i++) {
    tie[i] = tieTo(neighbour, weight, start[i], start[i + 1], partition, partition[i]);
    sum[partition[i]] += tie[i];
    members[partition[i]]++;
  }
  const trimmed = partition.slice();
  let label = modules;
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    if (open?.[i] !== 0 && tie[i] < (share * sum[own]) / members[own]) trimmed[i] = label++;
  }
  return trimmed;
}

function tieTo(neighbour: Int32Array, weight: Float32Array, begin: number, end: number, partition: Int32Array, own: number): number {
  let tie = 0;
  for (let p = begin; p < end; p++) if (partition[neighbour[p]] === own) tie += weight[p];
  return tie;
}
