/**
 * Communities + links -> communities, with shards put back together: where a good part of a small community's members share what strangers
 * never do (a card, a device, a document) with another community's, one hand runs both, however much more tightly each hangs together by
 * itself.
 */

import type { LinkModel } from "../../link/model.js";
import { UnionFind } from "../../tools/union-find.js";
import type { EdgeList } from "../search/graph.js";

/** A link weaker than this rejoins nothing. */
const LEAST_BITS = 4;
/** Share of the smaller community's members that must be tied so. */
const TIED_SHARE = 0.3;

/** Whether two accounts share what strangers never do. */
export type SharesPrivate = (a: number, b: number) => boolean;

/** Labels numbered by the first member. Depends on the communities as given, not on the order of the links. */
export function rejoin(community: Int32Array, { source, target, weight }: EdgeList, sharesPrivate: SharesPrivate): Int32Array {
  const size = new Map<number, number>();
  for (const label of community) size.set(label, (size.get(label) ?? 0) + 1);
  const tied = new Map<string, Set<number>>();
  const pairs = new Map<string, readonly [number, number]>();
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [source[e], target[e]];
    if (community[a] === community[b] || weight[e] < LEAST_BITS || !sharesPrivate(a, b)) continue;
    const inOrder = isSmaller(community[a], community[b], size) ? ([a, b] as const) : ([b, a] as const);
    const labels = [community[inOrder[0]], community[inOrder[1]]] as const;
    const key = labels.join(" ");
    pairs.set(key, labels);
    const members = tied.get(key) ?? new Set();
    tied.set(key, members.add(inOrder[0]));
  }
  const sets = new UnionFind(community.reduce((most, label) => Math.max(most, label), 0) + 1);
  for (const [key, [smaller, larger]] of pairs) if (tied.get(key)!.size >= TIED_SHARE * size.get(smaller)!) sets.union(smaller, larger);
  return community.map((label) => sets.find(label));
}

function isSmaller(x: number, y: number, size: ReadonlyMap<number, number>): boolean {
  const difference = size.get(x)! - size.get(y)!;
  return difference < 0 || (difference === 0 && x < y);
}

/** A value of a private kind. An account's tokens are ascending. */
export function byTokens({ tokens: { start, token, kindOf, kinds } }: LinkModel): SharesPrivate {
  return (a, b) => {
    let p = start[a];
    let q = start[b];
    while (p < start[a + 1] && q < start[b + 1]) {
      if (token[p] < token[q]) p++;
      else if (token[p] > token[q]) q++;
      else {
        if (kinds[kindOf[token[p]]].rule.private) return true;
        p++;
        q++;
      }
    }
    return false;
  };
}
