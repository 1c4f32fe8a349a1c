/**
 * Communities + links -> communities, with shards put back together: where a good part of a small community's members share what strangers
 * never do (a card, a device, a document) with another community's, one hand runs both, however much more tightly each hangs together by
 * itself.
 */

import { type Credit, LEVELS, levelOf } from "../../link/belief/credit.js";
import type { LinkModel } from "../../link/model.js";
import type { Tokens } from "../../link/tokens.js";
import { doubles, words } from "../../tools/growing.js";
import { UnionFind } from "../../tools/union-find.js";
import type { EdgeList } from "../search/graph.js";

/** A link weaker than this rejoins nothing. */
const LEAST_BITS = 4;
/** Share of the smaller community's members that must be tied so. */
const TIED_SHARE = 0.3;

/** Strangers share the values of a private kind all the same where they lose so many bits of what they are worth. */
const DOUBTED = -2;

/** Whether two accounts share what strangers never do. */
export type SharesPrivate = (a: number, b: number) => boolean;

/** Labels numbered by the first member. Depends on the communities as given, not on the order of the links. */
export function rejoin(community: Int32Array, { source, target, weight }: EdgeList, sharesPrivate: SharesPrivate): Int32Array {
  const labels = community.reduce((most, label) => Math.max(most, label), 0) + 1;
  const size = new Uint32Array(labels);
  for (let a = 0; a < community.length; a++) size[community[a]]++;
  const tied = doubles(); // a pair of communities, and a member of the smaller that is tied to the other, as one number
  const pairs: Pair[] = [];
  const number = new Map<number, number>();
  for (let e = 0; e < source.length; e++) {
    const a = source[e];
    const b = target[e];
    if (community[a] === community[b] || weight[e] < LEAST_BITS || !sharesPrivate(a, b)) continue;
    const inOrder = isSmaller(community[a], community[b], size);
    const smaller = community[inOrder ? a : b];
    const larger = community[inOrder ? b : a];
    const key = smaller * labels + larger;
    const known = number.get(key) ?? pairs.push({ smaller, larger, tied: 0 }) - 1;
    number.set(key, known);
    tied.push(known * community.length + (inOrder ? a : b));
  }
  const sorted = tied.array.subarray(0, tied.length).sort();
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) pairs[Math.floor(sorted[i] / community.length)].tied++;
  const sets = new UnionFind(labels);
  for (const { smaller, larger } of foremost(pairs, size)) sets.union(smaller, larger);
  return community.map((label) => sets.find(label));
}

/**
 * Of each smaller community, the larger one that most of its members are tied to, where enough are; of equals the lesser label. Never
 * two: a handful would make one of two that have nothing to do with each other.
 */
function foremost(pairs: readonly Pair[], size: Uint32Array): Iterable<Pair> {
  const best = new Map<number, Pair>();
  for (const pair of pairs) {
    if (pair.tied < TIED_SHARE * size[pair.smaller]) continue;
    const known = best.get(pair.smaller);
    if (!known || pair.tied > known.tied || (pair.tied === known.tied && pair.larger < known.larger)) best.set(pair.smaller, pair);
  }
  return best.values();
}

/** Two communities with ties between them, and how many members of the smaller have one. */
interface Pair {
  smaller: number;
  larger: number;
  tied: number;
}

function isSmaller(x: number, y: number, size: Uint32Array): boolean {
  return size[x] < size[y] || (size[x] === size[y] && x < y);
}

/** A value of a private kind, where those can be believed. An account's tokens are ascending. */
export function byTokens({ tokens, credit }: LinkModel): SharesPrivate {
  const { start, token } = privateOf(tokens, credit);
  return (a, b) => {
    const endA = start[a + 1];
    const endB = start[b + 1];
    let p = start[a];
    let q = start[b];
    while (p < endA && q < endB) {
      if (token[p] === token[q]) return true;
      if (token[p] < token[q]) p++;
      else q++;
    }
    return false;
  };
}

/** By account (CSR): its tokens of the private kinds, ascending. */
function privateOf({ kinds, kindOf, holders, start, token }: Tokens, credit: Credit): Pick<Tokens, "start" | "token"> {
  const isPrivate = Uint8Array.from(holders, (n, t) => {
    const k = kindOf[t];
    return kinds[k].rule.private && credit[k * LEVELS + levelOf(n)] > DOUBTED ? 1 : 0;
  });
  const starts = new Uint32Array(start.length);
  const found = words();
  for (let a = 0; a + 1 < start.length; a++) {
    for (let p = start[a]; p < start[a + 1]; p++) if (isPrivate[token[p]] === 1) found.push(token[p]);
    starts[a + 1] = found.length;
  }
  return { start: starts, token: found.trimmed() };
}
