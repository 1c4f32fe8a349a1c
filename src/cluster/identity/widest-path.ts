/**
 * Links, and two accounts -> the way between them whose weakest link is the strongest: in a maximum spanning tree each way is such a one
 * (Hu 1961).
 */
import type { Link } from "../../model/link.js";
import { gather } from "../../tools/gather.js";
import { byCodeUnit } from "../../tools/order.js";
import { UnionFind } from "../../tools/union-find.js";

/** From `from` to `to`, in order; null where no way leads there. Links of one weight are taken by their accounts' ids. */
export function widestPath(links: readonly Link[], from: string, to: string): Link[] | null {
  const numbers = new Map<string, number>();
  for (const { a, b } of links) for (const account of [a, b]) if (!numbers.has(account)) numbers.set(account, numbers.size);
  const numberOf = (account: string) => numbers.get(account)!;
  if (from === to) return [];
  if (!numbers.has(from) || !numbers.has(to)) return null;
  const sets = new UnionFind(numbers.size);
  const tree = new Map<string, Link[]>();
  const strongestFirst = [...links].sort((x, y) => y.weight - x.weight || byCodeUnit(x.a, y.a) || byCodeUnit(x.b, y.b));
  for (const link of strongestFirst) {
    const [i, j] = [numberOf(link.a), numberOf(link.b)];
    if (sets.find(i) === sets.find(j)) continue;
    sets.union(i, j);
    gather(tree, link.a, link);
    gather(tree, link.b, link);
    if (sets.find(numberOf(from)) === sets.find(numberOf(to))) return wayIn(tree, from, to);
  }
  return null;
}

function wayIn(tree: ReadonlyMap<string, readonly Link[]>, from: string, to: string): Link[] {
  const came = new Map<string, Link | null>([[from, null]]);
  for (const at of came.keys()) // grows while it is gone through
    for (const link of tree.get(at) ?? []) {
      const next = link.a === at ? link.b : link.a;
      if (!came.has(next)) came.set(next, link);
    }
  const way: Link[] = [];
  for (let at = to; at !== from; ) {
    const link = came.get(at)!;
    way.push(link);
    at = link.a === at ? link.b : link.a;
  }
  return way.reverse();
}
