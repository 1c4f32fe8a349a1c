/** A cluster's accounts -> how fast it grows a new head: the median time from a suspension to the next sign-up within the cluster. */

import type { Population } from "../../indicator/population.js";
import { suspensionTimes } from "../../model/status.js";
import { DAY_MS } from "../../tools/units.js";

/**
 * A sign-up later than this after a suspension takes over nothing. Within a cluster, which is one hand's already, a day is told from
 * chance; `SUCCESSION_SECONDS`, which ties accounts that nothing else does, allows less.
 */
export const RELINK_MS = DAY_MS;

/** Milliseconds, or null where no suspension was followed by a sign-up in time. */
export function relinkMs(members: readonly number[], population: Population): number | null {
  const suspensions = members.flatMap((i) => [...suspensionTimes(population.status.get(i))]);
  if (suspensions.length === 0) return null;
  suspensions.sort((x, y) => x - y);
  const signups = members
    .map((i) => population.signupAt[i])
    .filter((at) => !Number.isNaN(at))
    .sort((x, y) => x - y);
  const gaps: number[] = [];
  let next = 0;
  for (const at of suspensions) {
    while (next < signups.length && signups[next] <= at) next++;
    if (next < signups.length && signups[next] - at <= RELINK_MS) gaps.push(signups[next] - at);
  }
  if (gaps.length === 0) return null;
  gaps.sort((x, y) => x - y);
  return gaps[gaps.length >> 1];
}
