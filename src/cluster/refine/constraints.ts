/**
 * Communities and bonds -> communities that honour them: what must be together is merged, what never may is cut where it hangs together
 * least.
 */
import type { EdgeList } from "../search/graph.js";
import { relabel } from "../search/labels.js";
import { ApartSets } from "./apart-sets.js";

/** Pairs of node numbers, free of contradictions (`bondsOf`). */
export interface NodeBonds {
  must: readonly (readonly [number, number])[];
  never: readonly (readonly [number, number])[];
}

/**
 * Only communities that a bond touches change. They are put together again from their strongest edges down (Kruskal 1956), leaving out
 * each edge that would join what must stay apart: two such nodes part at the weakest edge of the strongest path between them.
 * Takes labels of 0 … n-1 and throws a RangeError for any other; returns labels numbered by first appearance.
 */
export function constrain(community: Int32Array, edges: EdgeList, { must, never }: NodeBonds): Int32Array {
  const nodes = community.length;
  const groups = new ApartSets(nodes); // of communities, merged by must-links
  for (const [a, b] of must) groups.join(community[a], community[b]);
  const group = community.map((label) => groups.find(label));
  const torn = new Set(never.filter(([a, b]) => group[a] === group[b]).map(([a]) => group[a]));
  if (torn.size === 0) return byFirstAppearance(group);

  const parts = new ApartSets(nodes);
  for (const [a, b] of must) parts.join(a, b);
  for (const [a, b] of never) parts.separate(a, b);
  for (const e of strongestFirst(edges, (a, b) => group[a] === group[b] && torn.has(group[a])))
    parts.join(edges.source[e], edges.target[e]);
  return byFirstAppearance(group.map((label, i) => (torn.has(label) ? nodes + parts.find(i) : label)));
}

/** Numbers of the edges that `matters`, heaviest first; ties by their ends, so that the order of the input is nothing. */
function strongestFirst({ source, target, weight }: EdgeList, matters: (a: number, b: number) => boolean): number[] {
  const chosen: number[] = [];
  for (let e = 0; e < source.length; e++) if (weight[e] > 0 && matters(source[e], target[e])) chosen.push(e);
  const low = (e: number) => Math.min(source[e], target[e]);
  const high = (e: number) => Math.max(source[e], target[e]);
  return chosen.sort((d, e) => weight[e] - weight[d] || low(d) - low(e) || high(d) - high(e));
}

/** Labels must be below twice the number of nodes. */
function byFirstAppearance(labels: Int32Array): Int32Array {
  relabel(labels, 2 * labels.length);
  return labels;
}
