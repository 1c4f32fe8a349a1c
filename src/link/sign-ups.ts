/**
 * Population -> when accounts signed up, and how many others did about then: two that share something rare and were made in a row are
 * likelier one hand's. What chance makes of it is counted, not assumed: so many of all signed up as near to either.
 */
import type { Population } from "../indicator/population.js";
import { firstFrom } from "../tools/first-from.js";
import { sharedWords } from "../tools/shared.js";
import { HOUR_S } from "../tools/units.js";

/** Two sign-ups are in a row within the first, and near each other within the second, in seconds. */
export const NEARNESS = [600, HOUR_S] as const;
/** P(two accounts of one hand sign up as near as that, and no nearer): the start of EM. */
const START = [0.1, 0.1];
/** What an account has that nobody saw sign up. */
const UNSEEN = 0;

export interface SignUps {
  /** By account: seconds since 1970, 0 where nobody saw it. */
  at: Uint32Array;
  /** How many were seen to. */
  seen: number;
  /** By nearness, then by account: others that signed up as near as that; and how many did in the mean of all accounts. */
  others: readonly Uint32Array[];
  mean: readonly number[];
  /** P(two accounts of one hand sign up as near as that, and no nearer), by nearness. */
  m: readonly number[];
}

/** For accounts of which nothing about the others is known: none was seen to sign up. */
export function nobodySeen(accounts: number): SignUps {
  const none = new Uint32Array(accounts);
  return { at: none, seen: 0, others: NEARNESS.map(() => none), mean: NEARNESS.map(() => 0), m: START };
}

export function signUpsOf({ signupAt, size }: Population): SignUps {
  const at = sharedWords(size);
  for (let a = 0; a < size; a++) at[a] = Number.isNaN(signupAt[a]) ? UNSEEN : Math.max(0, Math.floor(signupAt[a] / 1000));
  const sorted = at.filter((time) => time !== UNSEEN).sort();
  const others = NEARNESS.map((seconds) => othersWithin(seconds, at, sorted));
  const mean = others.map((of) => of.reduce((sum, n) => sum + n, 0) / Math.max(1, sorted.length));
  return { at, seen: sorted.length, others, mean, m: START };
}

function othersWithin(seconds: number, at: Uint32Array, sorted: Uint32Array): Uint32Array {
  const others = sharedWords(at.length);
  for (let a = 0; a < at.length; a++) {
    if (at[a] === UNSEEN) continue;
    const from = firstFrom(sorted, 0, sorted.length, at[a] - seconds);
    others[a] = firstFrom(sorted, from, sorted.length, at[a] + seconds + 1) - from - 1;
  }
  return others;
}

/** How near two accounts signed up: a place in `NEARNESS`, -1 where they did not or nobody saw. */
export function nearness(a: number, b: number, { at }: SignUps): number {
  if (at[a] === UNSEEN || at[b] === UNSEEN) return -1;
  const gap = Math.abs(at[a] - at[b]);
  return gap <= NEARNESS[0] ? 0 : gap <= NEARNESS[1] ? 1 : -1;
}

/** Whole minutes between two sign-ups. */
export const minutesApart = (a: number, b: number, { at }: SignUps): number => Math.round(Math.abs(at[a] - at[b]) / 60);

/**
 * log2 of how much likelier two of one hand sign up as near as that than two strangers, of which the one has the more others about it.
 * Where there is a lull, what is usual counts.
 */
export function signUpBits(a: number, b: number, signUps: SignUps): number {
  const near = nearness(a, b, signUps);
  if (near < 0) return 0;
  const { seen, others, mean, m } = signUps;
  const chance = Math.max(others[near][a], others[near][b], mean[near]) / seen;
  return Math.max(0, Math.log2(m[near] / chance));
}
