/**
 * Suspensions + sign-ups -> pairs where an account signed up soon after another was suspended: the hydra's new heads, with the bits that
 * the timing is worth.
 */

import type { Population } from "../indicator/population.js";
import { standingSuspensions, suspensionTimes } from "../model/status.js";
import { HOUR_S } from "../tools/units.js";
import type { CoActions } from "./coaction.js";

/** A replacement that takes longer than this is not told from chance, where nothing else ties the two. */
export const SUCCESSION_SECONDS = 6 * HOUR_S;
/** Sign-ups after a suspension that are considered. */
const SUCCESSORS = 20;
/** P(a suspension is followed by a replacement within the time above): one in two, when the account was one of a campaign's. */
const M = 0.5;
/** Timing alone is never worth more. */
const MAX_BITS = 6;

/**
 * The same shape as co-actions: by account, both ways round. `seconds` is from the suspension to the sign-up;
 * `counts` is 1 where the suspension is evidence about its account too (it stands, and is not Cautery's own).
 */
export type Successions = Pick<CoActions, "start" | "partner" | "bits"> & { seconds: Float32Array; counts: Uint8Array };

interface Succession {
  from: number;
  to: number;
  seconds: number;
  bits: number;
  counts: boolean;
}

export function findSuccessions(population: Population): Successions {
  const size = population.size;
  if (population.status.size === 0) return bothWays([], size);
  const signups = Array.from({ length: size }, (_, i) => i).filter((i) => !Number.isNaN(population.signupAt[i]));
  signups.sort((x, y) => population.signupAt[x] - population.signupAt[y] || x - y);
  const times = Float64Array.from(signups, (i) => population.signupAt[i]);
  const span = Math.max(1, times.length > 0 ? (times[times.length - 1] - times[0]) / 1000 : 1);
  const rate = times.length / span; // sign-ups a second
  const found: Succession[] = [];
  for (const [account, changes] of [...population.status].sort((x, y) => x[0] - y[0]))
    for (const at of suspensionTimes(changes)) {
      const counts = standingSuspensions(changes).some((standing) => standing.at === at);
      let p = lowerBound(times, at);
      for (let n = 0; n < SUCCESSORS && p < times.length; n++, p++) {
        const seconds = (times[p] - at) / 1000;
        if (seconds > SUCCESSION_SECONDS) break;
        if (signups[p] === account) continue;
        const chance = 1 - Math.exp(-rate * Math.max(60, seconds));
        const bits = Math.min(MAX_BITS, Math.log2(M / chance));
        if (bits > 0) found.push({ from: account, to: signups[p], seconds, bits, counts });
      }
    }
  return bothWays(found, size);
}

/** Position of the first number that is not below `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bothWays(found: readonly Succession[], size: number): Successions {
  const rows = found.flatMap((row) => [
    { account: row.from, partner: row.to, row },
    { account: row.to, partner: row.from, row },
  ]);
  rows.sort((x, y) => x.account - y.account || x.partner - y.partner || y.row.bits - x.row.bits);
  const start = new Uint32Array(size + 1);
  for (const { account } of rows) start[account + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  return {
    start,
    partner: Uint32Array.from(rows, ({ partner }) => partner),
    bits: Float32Array.from(rows, ({ row }) => row.bits),
    seconds: Float32Array.from(rows, ({ row }) => row.seconds),
    counts: Uint8Array.from(rows, ({ row }) => (row.counts ? 1 : 0)),
  };
}
