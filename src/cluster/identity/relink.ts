/** A cluster's accounts -> how fast it grows a new head: the median time from a suspension to the next sign-up within the cluster. */
import type { Population } from "../../indicator/population.js";
import { suspensionTimes } from "../../model/status.js";

/** A sign-up later than this after a suspension takes over nothing. */
const RELINK_MS = 24 * 3_600_000;

/** Milliseconds, or null where no suspension was followed by a sign-up in time. */
export function relinkMs(members: readonly number[], population: Population): number | null {
  const signups = members
    .map((i) => population.signupAt[i])
    .filter((at) => !Number.isNaN(at))
    .sort((x, y) => x - y);
  const gaps: number[] = [];
  for (const i of members)
    for (const at of suspensionTimes(population.status.get(i))) {
      const next = signups.find((signup) => signup > at);
      if (next !== undefined && next - at <= RELINK_MS) gaps.push(next - at);
    }
  if (gaps.length === 0) return null;
  gaps.sort((x, y) => x - y);
  return gaps[gaps.length >> 1];
}
