/**
 * A cluster's links and its accounts' births -> the parts that an analyst would name: communities of its own links (the map equation),
 * small ones joined; where the links show too few, waves of birth.
 */
import { gather } from "../../tools/gather.js";
import { UnionFind } from "../../tools/union-find.js";
import { detect } from "../search/detect.js";

/** A cluster of no more accounts is one part. */
const WHOLE = 200;
/** Parts of a larger one: the eye compares a dozen or two. */
const FEWEST = 5;
const MOST = 40;
/** Accounts of a part, at the least: a share of the cluster's, and so many. */
const LEAST_SHARE = 1 / 100;
const LEAST = 12;
/** Of a part's weight, outside of it: more, and it is a piece of something. */
const LOOSE = 1 / 3;

export interface Bodies {
  /** How many accounts there are; links are between their places. */
  accounts: number;
  a: Uint32Array;
  b: Uint32Array;
  /** Above nought. */
  weight: Float32Array;
  /** When each was first seen, milliseconds since 1970; NaN where nobody knows. */
  born: Float64Array;
}

/** Of each account its part, from 0, in the order of their first births. The same for the same places and links. */
export function partsOf(bodies: Bodies): Int32Array {
  const { accounts } = bodies;
  if (accounts <= WHOLE) return new Int32Array(accounts);
  const joined = joinSmall(bodies, communitiesOf(bodies));
  const waves = splitByBirth(bodies, joined);
  return numbered(bodies, waves);
}

function communitiesOf({ accounts, a, b, weight }: Bodies): Int32Array {
  return detect({ nodes: accounts, source: a, target: b, weight }, { trim: 0, faint: 0 }).community;
}

/**
 * Each part that is too small, or has more than a third of its weight outside, goes to the one that it has the most weight with, the
 * smallest first; without a tie, to the largest.
 */
function joinSmall({ accounts, a, b, weight }: Bodies, community: Int32Array): Int32Array {
  const found = new Joining(community);
  for (let l = 0; l < a.length; l++) found.tie(community[a[l]], community[b[l]], weight[l]);
  for (let least = Math.max(LEAST, LEAST_SHARE * accounts); ; least *= 1.5) {
    for (let small = found.smallest(least); small !== null; small = found.smallest(least)) found.join(small);
    if (found.parts <= MOST) return community.map((each) => found.partOf(each));
  }
}

/** Communities that are joined to each other. */
class Joining {
  readonly #sets: UnionFind;
  readonly #size: Float64Array;
  /** Of all links at an account of the part; those inside count twice. */
  readonly #weight: Float64Array;
  readonly #ties: Map<number, number>[];
  parts: number;

  constructor(community: Int32Array) {
    const count = community.reduce((most, each) => Math.max(most, each), -1) + 1;
    this.#sets = new UnionFind(count);
    this.#size = new Float64Array(count);
    this.#weight = new Float64Array(count);
    for (const each of community) this.#size[each]++;
    this.#ties = Array.from({ length: count }, () => new Map());
    this.parts = this.#size.reduce((sum, each) => sum + Number(each > 0), 0);
  }

  partOf(community: number): number {
    return this.#sets.find(community);
  }

  tie(one: number, other: number, weight: number): void {
    this.#weight[one] += weight;
    this.#weight[other] += weight;
    if (one !== other) this.#addTie(one, other, weight);
  }

  /** Of those that are to be joined; null where there is none, or no other. */
  smallest(least: number): number | null {
    if (this.parts < 2) return null;
    let best: number | null = null;
    for (const [part, size] of this.#size.entries()) {
      if (size === 0 || (size >= least && !this.#isLoose(part))) continue;
      if (best === null || size < this.#size[best]) best = part;
    }
    return best;
  }

  join(part: number): void {
    const into = this.#closest(part);
    this.#sets.union(part, into);
    const kept = this.#sets.find(part);
    const gone = kept === part ? into : part;
    this.#size[kept] += this.#size[gone];
    this.#weight[kept] += this.#weight[gone];
    this.#size[gone] = 0;
    this.parts--;
    this.#ties[kept].delete(gone);
    for (const [other, weight] of this.#ties[gone]) {
      this.#ties[other].delete(gone);
      if (other !== kept) this.#addTie(kept, other, weight);
    }
    this.#ties[gone].clear();
  }

  #isLoose(part: number): boolean {
    let outside = 0;
    for (const weight of this.#ties[part].values()) outside += weight;
    return outside > LOOSE * this.#weight[part];
  }

  #addTie(one: number, other: number, weight: number): void {
    this.#ties[one].set(other, (this.#ties[one].get(other) ?? 0) + weight);
    this.#ties[other].set(one, (this.#ties[other].get(one) ?? 0) + weight);
  }

  #closest(part: number): number {
    let best = -1;
    for (const [other, weight] of this.#ties[part]) {
      const more = best < 0 ? 1 : weight - this.#ties[part].get(best)!;
      if (more > 0 || (more === 0 && other < best)) best = other;
    }
    if (best >= 0) return best;
    for (const [other, size] of this.#size.entries()) if (other !== part && (best < 0 || size > this.#size[best])) best = other;
    return best;
  }
}

/** The largest part is cut at the longest pause between births, until there are enough: in its middle where all were born at once. */
function splitByBirth({ born }: Bodies, part: Int32Array): Int32Array {
  const byPart = new Map<number, number[]>();
  for (const [i, each] of part.entries()) gather(byPart, each, i);
  const waves = [...byPart.values()].map((members) => members.sort((x, y) => birth(x) - birth(y) || x - y));
  while (waves.length < FEWEST) {
    waves.sort((x, y) => y.length - x.length || x[0] - y[0]);
    const [largest] = waves;
    const at = longestPause(largest);
    waves.splice(0, 1, largest.slice(0, at), largest.slice(at));
  }
  const found = new Int32Array(part.length);
  for (const [wave, members] of waves.entries()) for (const i of members) found[i] = wave;
  return found;

  function birth(i: number): number {
    return Number.isNaN(born[i]) ? Number.MAX_SAFE_INTEGER : born[i];
  }

  /** Between its quarters, so that neither side is small. */
  function longestPause(members: readonly number[]): number {
    const [from, to] = [Math.ceil(members.length / 4), Math.floor((3 * members.length) / 4)];
    let best = Math.floor(members.length / 2);
    let longest = 0;
    for (let i = from; i < to; i++) {
      const pause = birth(members[i]) - birth(members[i - 1]);
      if (pause > longest) [best, longest] = [i, pause];
    }
    return best;
  }
}

/** By first birth, then by first place: a later run that finds the same parts counts them alike. */
function numbered({ born }: Bodies, part: Int32Array): Int32Array {
  const first = new Map<number, number>();
  for (let i = 0; i < part.length; i++) {
    const at = first.get(part[i]);
    if (at === undefined || born[i] < born[at]) first.set(part[i], i);
  }
  const order = [...first].sort(([, x], [, y]) => born[x] - born[y] || x - y).map(([each]) => each);
  const number = new Map(order.map((each, i) => [each, i]));
  return part.map((each) => number.get(each)!);
}
