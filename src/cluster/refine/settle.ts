/**
 * Communities + links -> the same with members moved to where most of their links are: the map equation likes small modules, and leaves
 * accounts in a handful of strangers who hold on to them by little.
 */
import type { EdgeList } from "../search/graph.js";

/** A member moves where it has this many bits more of links than at home, and so many at all. */
const MORE_BITS = 10;
const LEAST_BITS = 14;
const ROUNDS = 3;

/** Labels as before, each account's at most another of them. All of a round are judged by the communities as the round began. */
export function settle(community: Int32Array, { source, target, weight }: EdgeList): Int32Array {
  const nodes = community.length;
  const start = new Uint32Array(nodes + 1);
  for (let e = 0; e < source.length; e++) {
    start[source[e] + 1]++;
    start[target[e] + 1]++;
  }
  for (let a = 0; a < nodes; a++) start[a + 1] += start[a];
  const next = start.slice(0, nodes);
  const edge = new Uint32Array(start[nodes]);
  for (let e = 0; e < source.length; e++) {
    edge[next[source[e]]++] = e;
    edge[next[target[e]]++] = e;
  }
  const bits = new Float64Array(community.reduce((most, label) => Math.max(most, label), -1) + 1); // clean between accounts
  let current = community;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    const before = current;
    const labels = before.slice();
    for (let a = 0; a < nodes; a++) {
      for (let p = start[a]; p < start[a + 1]; p++) bits[before[source[edge[p]] + target[edge[p]] - a]] += weight[edge[p]];
      let best = before[a];
      let most = Math.max(LEAST_BITS, bits[best] + MORE_BITS);
      for (let p = start[a]; p < start[a + 1]; p++) {
        const label = before[source[edge[p]] + target[edge[p]] - a];
        if (bits[label] < most || (bits[label] === most && label >= best)) continue;
        best = label;
        most = bits[label];
      }
      if (best !== before[a]) {
        labels[a] = best;
        moved++;
      }
      for (let p = start[a]; p < start[a + 1]; p++) bits[before[source[edge[p]] + target[edge[p]] - a]] = 0;
    }
    current = labels;
    if (moved === 0) break;
  }
  return current;
}
