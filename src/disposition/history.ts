/** A cluster's accounts -> what happened to them: suspensions, sign-ups in a burst, successors. */

import type { Population } from "../indicator/population.js";
import { lowerBound, type Successions } from "../link/succession.js";
import { DAY_MS } from "../tools/units.js";
import type { Inside } from "./held.js";
import { liftBits } from "./members.js";

const BURST_BOUND = 24;

/** Members with a suspension that stands and is not Cautery's own. */
export function countSuspended(isSuspended: Uint8Array, members: readonly number[]): number {
  let n = 0;
  for (const i of members) n += isSuspended[i];
  return n;
}

/**
 * Share of the suspended members with whom another's sign-up goes that came soon after a suspension, more than chance would have it; both
 * as `countSuspended`. The members are `inside`.
 */
export function successorShare(
  members: readonly number[],
  { isSuspended, inside }: { isSuspended: Uint8Array; inside: Inside },
  successions: Successions,
): number {
  let followed = 0;
  let suspended = 0;
  for (const a of members) {
    if (isSuspended[a] === 0) continue;
    suspended++;
    for (let p = successions.start[a]; p < successions.start[a + 1]; p++)
      if (successions.counts[p] === 1 && successions.bits[p] >= 2 && inside.has(successions.partner[p])) {
        followed++;
        break;
      }
  }
  return suspended > 0 ? followed / suspended : 0;
}

/**
 * Bits by which the busiest day of sign-ups exceeds what the population's own sign-ups of that day, or an even spread over the span, would
 * give, less what choosing the busiest of so many days is worth (the scan statistic; Naus 1965); 0 to 10.
 */
export function burstBits(
  members: readonly number[],
  population: Population,
  { span, signups }: { span: number; signups: Float64Array },
): number {
  const times = Float64Array.from(members, (i) => population.signupAt[i]).filter((t) => !Number.isNaN(t));
  if (times.length < 3) return 0;
  times.sort();
  let most = 0;
  let from = 0;
  for (let p = 0, q = 0; q < times.length; q++) {
    while (times[q] - times[p] > DAY_MS) p++;
    if (q - p + 1 <= most) continue;
    most = q - p + 1;
    from = times[p];
  }
  const everyone = (lowerBound(signups, from + DAY_MS + 1) - lowerBound(signups, from)) / Math.max(1, signups.length);
  const bits = liftBits(most, times.length, Math.max(everyone, DAY_MS / span), BURST_BOUND) - Math.log2(span / DAY_MS);
  return Math.max(0, Math.min(10, bits));
}
