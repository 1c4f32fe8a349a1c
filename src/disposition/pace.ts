/** A cluster's accounts -> at which pace they signed up, and how soon they fell silent. */

import type { Population } from "../indicator/population.js";
import { DAY_MS, MINUTE_MS } from "../tools/units.js";
import { deviation, median } from "./habits.js";

const DAY_IN_MINUTES = DAY_MS / MINUTE_MS;

/**
 * `soon`: how close each member's sign-up is to the nearest other member's, in the median: 1 within a minute, 0 a day, -1 years, evenly
 * by the logarithm. `paced`: that close sign-ups have even gaps, as a script's do; 0 as chance would have them, 1 as a clock; few gaps
 * say little.
 */
export function paceFeatures(members: readonly number[], population: Population): { soon: number; paced: number } {
  const times = Float64Array.from(members, (i) => population.signupAt[i])
    .filter((t) => !Number.isNaN(t))
    .sort();
  if (times.length < 2) return { soon: 0, paced: 0 };
  const gaps = Array.from(times.subarray(1), (time, i) => time - times[i]);
  const nearest = Array.from(times, (_, i) => Math.min(gaps[i - 1] ?? Number.POSITIVE_INFINITY, gaps[i] ?? Number.POSITIVE_INFINITY));
  const soon = 1 - Math.log(Math.max(1, median(nearest) / MINUTE_MS)) / Math.log(DAY_IN_MINUTES);
  return { soon: Math.max(-1, soon), paced: Math.max(0, soon) * evenness(gaps) };
}

/** One less the coefficient of variation, which is one where chance alone makes the gaps; less where there are few. */
function evenness(gaps: readonly number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (mean === 0) return (gaps.length - 1) / (gaps.length + 1);
  return (Math.max(0, 1 - deviation(gaps) / mean) * (gaps.length - 1)) / (gaps.length + 1);
}

/** The share of the time an account could have been seen in, from its first event to `end`, that it was silent at the end of; [0, 1]. */
export function silence({ firstSeen, lastSeen }: Population, i: number, end: number): number {
  return end > firstSeen[i] ? (end - lastSeen[i]) / (end - firstSeen[i]) : 0;
}
