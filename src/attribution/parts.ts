/**
 * A cluster's accounts and the templates they use -> the parts that different hands run: one proxy service may carry several operators, and
 * only their own traffic tells them apart.
 */
import { KINDS } from "../indicator/kinds/registry.js";
import type { Population } from "../indicator/population.js";
import { gather } from "../tools/gather.js";
import { UnionFind } from "../tools/union-find.js";
import { type Ground, holdersAmong, templatesOf } from "./holders.js";

/** A part is at least so many accounts, and this share of the cluster. */
const LEAST_ACCOUNTS = 6;
const LEAST_SHARE = 0.1;
/** Two templates are of one hand where so many accounts use both, and this share of the rarer one's: an account has one owner. */
const COMMON_USERS = 2;
const COMMON_SHARE = 0.03;
/** What one hand keeps to itself, where this share of the smaller part's accounts has it in common with the other, and few others have. */
const ASSETS = KINDS.filter(({ asset }) => asset).map(({ name }) => name);
const COMMON_ASSETS = 0.05;
/** Of an account, only its most used templates tell whom it works with. */
const FOREMOST = 16;

/** Disjoint, largest first; together all accounts. One part where the traffic doesn't split. */
export function partsOf(population: Population, accounts: readonly number[], ground: Ground): number[][] {
  if (accounts.length < 2 * LEAST_ACCOUNTS) return [[...accounts]];
  const uses = new Map(accounts.map((account) => [account, templatesOf(population, account, ground.templates)]));
  const hands = handsOf(uses, ground.users);
  const byHand = new Map<number | null, number[]>();
  for (const [account, used] of uses) {
    const hand = mostUsed(used, hands);
    gather(byHand, hand, account);
  }
  const told = [...byHand].flatMap(([hand, part]) => (hand === null ? [] : [part]));
  const least = Math.max(LEAST_ACCOUNTS, accounts.length * LEAST_SHARE);
  const large = told.filter((part) => part.length >= least).sort((a, b) => b.length - a.length || a[0] - b[0]);
  if (large.length < 2) return [[...accounts]];
  const rest = [...(byHand.get(null) ?? []), ...told.filter((part) => part.length < least).flat()];
  large[0] = large[0].concat(rest); // whose hand they are cannot be told: they stay with the most
  return large.map((part) => part.sort((a, b) => a - b));
}

/**
 * Template -> the hand that uses it (named by its smallest template). Templates that more accounts outside the cluster use than inside are
 * nobody's.
 */
function handsOf(uses: ReadonlyMap<number, ReadonlyMap<number, number>>, users: Uint32Array): Map<number, number> {
  const inside = new Map<number, number>();
  for (const used of uses.values()) for (const template of used.keys()) inside.set(template, (inside.get(template) ?? 0) + 1);
  const own = [...inside]
    .filter(([template, count]) => count >= 2 && users[template] <= 2 * count)
    .map(([template]) => template)
    .sort((a, b) => a - b);
  const place = new Map(own.map((template, i) => [template, i]));
  const together = new Map<number, number>();
  for (const used of uses.values()) {
    const foremost = [...used].sort(([s, m], [t, n]) => n - m || s - t).flatMap(([template]) => place.get(template) ?? []);
    const places = foremost.slice(0, FOREMOST);
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) {
        const pair = Math.min(a, b) * own.length + Math.max(a, b);
        together.set(pair, (together.get(pair) ?? 0) + 1);
      }
    }
  }
  const sets = new UnionFind(own.length);
  for (const [pair, count] of together) {
    const [a, b] = [Math.floor(pair / own.length), pair % own.length];
    const rarer = Math.min(inside.get(own[a])!, inside.get(own[b])!);
    if (count >= Math.max(Math.min(COMMON_USERS, rarer - 1), rarer * COMMON_SHARE)) sets.union(a, b);
  }
  return new Map(own.map((template, i) => [template, own[sets.find(i)]]));
}

/** The hand whose templates it uses most, or null where it uses none of them. */
function mostUsed(used: ReadonlyMap<number, number>, hands: ReadonlyMap<number, number>): number | null {
  const sums = new Map<number, number>();
  for (const [template, count] of used) {
    const hand = hands.get(template);
    if (hand !== undefined) sums.set(hand, (sums.get(hand) ?? 0) + count);
  }
  let most: number | null = null;
  for (const [hand, sum] of sums) if (most === null || sum > sums.get(most)! || (sum === sums.get(most)! && hand < most)) most = hand;
  return most;
}

/**
 * Whether two parts share what one hand keeps to itself; a service that carries several hands shares out addresses, mail domains and
 * clients, not these.
 */
export function shareAssets(population: Population, one: readonly number[], other: readonly number[], { holders }: Ground): boolean {
  return ASSETS.some((kind) => {
    const sightings = population.sightings.get(kind);
    if (!sightings) return false;
    const [own, others] = [holdersAmong(sightings, one), holdersAmong(sightings, other)];
    const least = Math.max(2, Math.min(one.length, other.length) * COMMON_ASSETS);
    return [...own].some(([value, count]) => {
      const theirs = others.get(value) ?? 0;
      return Math.min(count, theirs) >= least && holders(kind)[value] <= 2 * (count + theirs);
    });
  });
}
