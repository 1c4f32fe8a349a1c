/** Links and the clusters they ended in -> each cluster's own links; and the links of one, strongest first. */
import type { Links } from "../link.js";

/** A number below this and the bits of a weight go into one double. */
const PLACES = 2 ** 22;
/** Greater than the bits of any finite weight. */
const INFINITE_BITS = 0x7f800000;

/** By cluster: the links with both ends in it, ascending. `cluster` gives each account's, or -1. */
export function linksByCluster({ source, target }: Pick<Links, "source" | "target">, cluster: Int32Array): Uint32Array[] {
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const start = new Uint32Array(clusters + 1);
  const of = new Int32Array(source.length);
  for (let e = 0; e < of.length; e++) {
    const c = cluster[source[e]];
    of[e] = c === cluster[target[e]] ? c : -1;
    if (of[e] >= 0) start[c + 1]++;
  }
  for (let c = 0; c < clusters; c++) start[c + 1] += start[c];
  const next = start.slice(0, clusters);
  const inside = new Uint32Array(start[clusters]);
  for (let e = 0; e < of.length; e++) if (of[e] >= 0) inside[next[of[e]]++] = e;
  return Array.from({ length: clusters }, (_, c) => inside.subarray(start[c], start[c + 1]));
}

/** In place: ascending links by weight, then by number. Bits of positive weights are in their order. */
export function strongestFirst(links: Uint32Array, weight: Float32Array): Uint32Array {
  if (links.length > PLACES) return links.sort((x, y) => weight[y] - weight[x] || x - y);
  const bits = new Uint32Array(weight.buffer, weight.byteOffset, weight.length);
  const keys = new Float64Array(links.length);
  for (let i = 0; i < keys.length; i++) keys[i] = (INFINITE_BITS - bits[links[i]]) * PLACES + i;
  keys.sort();
  const ascending = links.slice();
  for (let i = 0; i < keys.length; i++) links[i] = ascending[keys[i] % PLACES];
  return links;
}
