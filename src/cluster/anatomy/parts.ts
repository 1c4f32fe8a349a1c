/**
 * A cluster's links and its accounts' births -> the parts that an analyst would name: communities of its own links (the map equation) that
 * hold by themselves, and of what has no such communities the waves in which it was born.
 */
import { gather } from "../../tools/gather.js";
import { detect } from "../search/detect.js";
import { Joining } from "./joining.js";
import { wavesOf } from "./waves.js";

/** A cluster of no more accounts is one part. */
export const WHOLE = 200;
/** Parts of a larger one. */
const FEWEST = 5;
const MOST = 40;
/** Where births cut, they make no more parts than this: the eye compares a dozen. */
const DOZEN = 12;
/** Accounts of a part, at the least: a share of the cluster's, and so many. */
const LEAST_SHARE = 1 / 100;
const LEAST = 12;

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

export interface Parts {
  /** Of each account its part, from 0, in the order of their first births. */
  part: Int32Array;
  /** Of each account its community: the finest that its links show, some inside of each part, some across. */
  community: Int32Array;
}

/** The same for the same places and links, in whatever order the links come. */
export function partsOf(bodies: Bodies): Parts {
  const { accounts, a, b, weight } = bodies;
  const { community } = detect({ nodes: accounts, source: a, target: b, weight }, { trim: 0, faint: 0 });
  if (accounts <= WHOLE) return { part: new Int32Array(accounts), community };
  return { part: numbered(bodies, cutByBirth(bodies, joinSmall(bodies, community))), community };
}

/** Those that are too small or loose are joined, the smallest first, and more where there are too many. */
function joinSmall({ accounts, a, b, weight }: Bodies, community: Int32Array): Int32Array {
  const found = new Joining(community);
  for (let l = 0; l < a.length; l++) found.tie(community[a[l]], community[b[l]], weight[l]);
  for (let least = leastOf(accounts); ; least *= 1.5) {
    for (let small = found.smallest(least); small !== null; small = found.smallest(least)) found.join(small);
    if (found.parts <= MOST) return community.map((each) => found.partOf(each));
  }
}

const leastOf = (accounts: number): number => Math.max(LEAST, LEAST_SHARE * accounts);

/** Where there are too few: those of more than an even share are cut into waves of birth, then the largest in two. */
function cutByBirth({ accounts, born }: Bodies, part: Int32Array): Int32Array {
  const byPart = new Map<number, number[]>();
  for (const [i, each] of part.entries()) gather(byPart, each, i);
  const bodies = [...byPart.values()].map((members) => members.sort((x, y) => orderOf(born[x]) - orderOf(born[y]) || x - y));
  if (bodies.length >= FEWEST) return part;
  let waves = bodies;
  for (let dearer = 1; waves === bodies || waves.length > DOZEN; dearer *= 1.5)
    waves = bodies.flatMap((members) => inWaves(members, dearer));
  while (waves.length < FEWEST) {
    waves.sort((x, y) => y.length - x.length || x[0] - y[0]);
    const [largest] = waves;
    const at = longestPause(largest);
    waves.splice(0, 1, largest.slice(0, at), largest.slice(at));
  }
  const found = new Int32Array(part.length);
  for (const [wave, members] of waves.entries()) for (const i of members) found[i] = wave;
  return found;

  function inWaves(members: number[], dearer: number): number[][] {
    if (members.length <= accounts / FEWEST) return [members];
    const ends = wavesOf(
      Float64Array.from(members, (i) => born[i]),
      leastOf(accounts),
      dearer,
    );
    return ends.map((end, wave) => members.slice(wave === 0 ? 0 : ends[wave - 1], end));
  }

  /** Between its quarters, so that neither side is small: its middle where all were born at once. */
  function longestPause(members: readonly number[]): number {
    const [from, to] = [Math.ceil(members.length / 4), Math.floor((3 * members.length) / 4)];
    let best = Math.floor(members.length / 2);
    let longest = 0;
    for (let i = from; i < to; i++) {
      const pause = orderOf(born[members[i]]) - orderOf(born[members[i - 1]]);
      if (pause > longest) [best, longest] = [i, pause];
    }
    return best;
  }
}

/** By first birth, then by first place: a later run that finds the same parts counts them alike. */
function numbered({ born }: Bodies, part: Int32Array): Int32Array {
  const first = new Map<number, number>();
  for (const [i, each] of part.entries()) {
    const at = first.get(each);
    if (at === undefined || orderOf(born[i]) < orderOf(born[at])) first.set(each, i);
  }
  const order = [...first].sort(([, x], [, y]) => orderOf(born[x]) - orderOf(born[y]) || x - y).map(([each]) => each);
  const number = new Map(order.map((each, i) => [each, i]));
  return part.map((each) => number.get(each)!);
}

/** Whose birth nobody knows comes last. */
const orderOf = (born: number): number => (Number.isNaN(born) ? Number.MAX_SAFE_INTEGER : born);
