/** Communities -> the same without bystanders: a member tied to its community by far less than the others are leaves it. */
import type { Graph } from "./graph.js";

/** What accounts are clustered with. Whoever leaves may be taken back by the profile of the whole. */
export const TRIM_SHARE = 0.1;

/** A member leaves whose weight into its community is below `share` of the members' mean. New labels follow the highest one. Where some are `open`, only they may leave. */
export function trim({ size, start, neighbour, weight }: Graph, partition: Int32Array, share: number, open?: Uint8Array): Int32Array {
  const modules = size === 0 ? 0 : partition.reduce((a, b) => Math.max(a, b), 0) + 1;
  const tie = new Float64Array(size);
  const sum = new Float64Array(modules);
  const members = new Uint32Array(modules);
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    for (let p = start[i]; p < start[i + 1]; p++) if (partition[neighbour[p]] === own) tie[i] += weight[p];
    sum[own] += tie[i];
    members[own]++;
  }
  let label = modules;
  return partition.map((own, i) => (open?.[i] !== 0 && tie[i] < (share * sum[own]) / members[own] ? label++ : own));
}
