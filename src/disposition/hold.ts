/** Links + the clusters that they ended in -> how surely the members of each belong together. */
import type { Links } from "../link/link.js";
import { probabilityOf } from "../tools/probability.js";

/** Who has no link inside was taken in by the whole, or bound by an analyst: the odds of that are this many bits at the least. */
const WITHOUT_LINK = 3;

/** By cluster: the mean, over its members, of the probability of each one's strongest link inside. `cluster` has each account's, or -1. */
export function hold(
  { source, target, weight }: Pick<Links, "source" | "target" | "weight">,
  cluster: Int32Array,
  clusters: number,
): Float64Array {
  const strongest = new Float64Array(cluster.length).fill(Number.NEGATIVE_INFINITY);
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [source[e], target[e]];
    if (cluster[a] < 0 || cluster[a] !== cluster[b]) continue;
    strongest[a] = Math.max(strongest[a], weight[e]);
    strongest[b] = Math.max(strongest[b], weight[e]);
  }
  const sum = new Float64Array(clusters);
  const size = new Uint32Array(clusters);
  for (let a = 0; a < cluster.length; a++) {
    const c = cluster[a];
    if (c < 0) continue;
    size[c]++;
    sum[c] += probabilityOf(strongest[a] === Number.NEGATIVE_INFINITY ? WITHOUT_LINK : strongest[a]);
  }
  return sum.map((each, c) => each / Math.max(1, size[c]));
}
