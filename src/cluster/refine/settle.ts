/**
 * Communities + links -> the same with members moved to where most of their links are: the map equation likes small modules, and leaves
 * accounts in a handful of strangers who hold on to them by little.
 */
import type { EdgeList } from "../search/graph.js";

/** A member moves where it has this many bits more of links than at home, and so many at all. */
const MORE_BITS = 10;
const LEAST_BITS = 14;
/** By turns to lesser labels and to greater: in one round two that are tied to each other would change places. */
const ROUNDS = 4;

/** Labels as before, each account's at most another of them. All of a round are judged by the communities as the round began. */
export function settle(community: Int32Array, edges: EdgeList): Int32Array {
  const ties = tiesOf(edges, community.length);
  let current = community;
  for (let round = 0; round < ROUNDS; round++) {
    current = settledOnce(current, ties, round % 2 === 0);
  }
  return current;
}

/** By account (CSR): whom it is linked to, and by how many bits. */
interface Ties {
  start: Uint32Array;
  other: Uint32Array;
  bits: Float32Array;
}

function tiesOf({ source, target, weight }: EdgeList, nodes: number): Ties {
  const start = new Uint32Array(nodes + 1);
  for (let e = 0; e < source.length; e++) {
    start[source[e] + 1]++;
    start[target[e] + 1]++;
  }
  for (let a = 0; a < nodes; a++) start[a + 1] += start[a];
  const next = start.slice(0, nodes);
  const ties = { start, other: new Uint32Array(start[nodes]), bits: new Float32Array(start[nodes]) };
  const lay = (from: number, to: number, bits: number) => {
    const at = next[from]++;
    ties.other[at] = to;
    ties.bits[at] = bits;
  };
  for (let e = 0; e < source.length; e++) {
    lay(source[e], target[e], weight[e]);
    lay(target[e], source[e], weight[e]);
  }
  return ties;
}

function settledOnce(before: Int32Array, { start, other, bits }: Ties, toLesser: boolean): Int32Array {
  const sum = new Float64Array(before.reduce((most, label) => Math.max(most, label), -1) + 1); // by label, clean between accounts
  const labels = before.slice();
  for (let a = 0; a < before.length; a++) {
    for (let p = start[a]; p < start[a + 1]; p++) sum[before[other[p]]] += bits[p];
    let best = before[a];
    let most = Math.max(LEAST_BITS, sum[best] + MORE_BITS);
    for (let p = start[a]; p < start[a + 1]; p++) {
      const label = before[other[p]];
      if (label < before[a] !== toLesser || sum[label] < most || (sum[label] === most && label >= best)) continue;
      best = label;
      most = sum[label];
    }
    labels[a] = best;
    for (let p = start[a]; p < start[a + 1]; p++) sum[before[other[p]]] = 0;
  }
  return labels;
}
