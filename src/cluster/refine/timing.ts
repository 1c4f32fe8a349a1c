/**
 * When an account did things + a community -> bits for its being one of the members: it met several of them at work (co-action, Cao et al.
 * 2014), or signed up right after one of them was suspended. Met by one or two, or once in many sign-ups, anybody may be.
 */

import type { Population } from "../../indicator/population.js";
import { lowerBound, SUCCESSION_SECONDS } from "../../link/succession.js";
import { isOwn, suspensionTimes } from "../../model/status.js";
import { DAY_S } from "../../tools/units.js";

/** Members of a campaign that a stranger may meet on a prompt that is public. */
const MET_BY_CHANCE = 2;
/** Share of a member's co-actions that are with other members. */
const AMONG_THEMSELVES = 0.8;
/** Meetings are seldom independent: each further partner counts this much of the one before. */
const REPEAT = 0.5;
/** P(a member signed up within the time above after another was suspended). */
const REPLACES = 0.3;
const MAX_SUCCESSION = 3;

/** When members were suspended, in ms since 1970, ascending: whoever did it, and by Cautery alone. */
export interface Suspensions {
  all: Float64Array;
  own: Float64Array;
}

const NONE: Suspensions = { all: new Float64Array(0), own: new Float64Array(0) };

export function suspensionsOf(members: readonly number[], { status }: Population): Suspensions {
  if (status.size === 0) return NONE;
  const all: number[] = [];
  const own: number[] = [];
  for (const a of members) {
    const changes = status.get(a);
    if (!changes) continue;
    const others = new Set(suspensionTimes(changes.filter(({ actor }) => !isOwn(actor))));
    for (const at of suspensionTimes(changes)) {
      all.push(at);
      if (!others.has(at)) own.push(at);
    }
  }
  return all.length > 0 ? { all: Float64Array.from(all).sort(), own: Float64Array.from(own).sort() } : NONE;
}

/** Of an account that met so many `members` of a community, and `others` beside; `share` is the community's of the population. */
export function meetingBits(members: number, others: number, share: number): number {
  const telling = members - MET_BY_CHANCE;
  if (telling <= 0) return 0;
  const within = Math.log2(AMONG_THEMSELVES / Math.min(AMONG_THEMSELVES, share));
  const without = Math.log2((1 - AMONG_THEMSELVES) / (1 - Math.min(AMONG_THEMSELVES, share)));
  const discounted = (n: number) => (1 - REPEAT ** n) / (1 - REPEAT);
  return Math.max(0, discounted(telling) * within + discounted(others) * without);
}

/**
 * Of an account that signed up at `at` (ms; NaN where nobody knows): against what is likely after so many suspensions in `seconds`. Those
 * that Cautery had done since are not among these: what it does to accounts says nothing of how they came.
 */
export function successionBits(at: number, { all, own }: Suspensions, seconds: number): number {
  const last = Number.isNaN(at) ? -1 : lowerBound(all, at + 1) - 1;
  if (last < 0) return 0;
  const gap = (at - all[last]) / 1000;
  if (gap > SUCCESSION_SECONDS) return 0;
  const count = all.length - (own.length - lowerBound(own, at + 1));
  const chance = 1 - Math.exp((-count * Math.max(60, gap)) / Math.max(DAY_S, seconds));
  return Math.max(0, Math.min(MAX_SUCCESSION, Math.log2(REPLACES / chance)));
}
