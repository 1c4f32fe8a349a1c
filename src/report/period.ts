/**
 * Two times and the store's zone -> the days [from, to) that a report is of; a time that is no midnight there is refused with the nearest.
 */
import { UsageError } from "../errors.js";
import { DAY_MS, MINUTE_MS } from "../tools/units.js";
import { dayOfText, dayText, refuseOtherZone, zoneOf } from "../tools/zone.js";

/** Days since 1 January 1970 in the zone, and the moments at which they begin (milliseconds since 1970). */
export interface Period {
  zone: string;
  from: number;
  to: number;
  begins: number;
  ends: number;
}

/** No zone is further from UTC, and none skips more than a day. */
const REACH_MS = 40 * 60 * MINUTE_MS;
const MOST_DAYS = 36_600;

/**
 * `from` and `to` are RFC 3339 with an offset, or days (`2026-05-01`), which stand for their midnight in the zone. `asked`: the zone that
 * was asked for. Throws a `UsageError` that names what would do.
 */
export function periodOf(from: string, to: string, zone: string, asked?: string): Period {
  refuseOtherZone(asked, zone, "the store");
  const [first, end] = [dayFrom(from, "--from", zone), dayFrom(to, "--to", zone)];
  if (first >= end) throw new UsageError(`--from ${from} is not before --to ${to}: a period is [from, to), a day at the least`);
  if (end - first > MOST_DAYS) throw new UsageError(`from ${from} to ${to} are more than ${MOST_DAYS} days: make several reports`);
  return periodOfDays(first, end, zone);
}

export function periodOfDays(from: number, to: number, zone: string): Period {
  return { zone, from, to, begins: startOf(from, zone), ends: startOf(to, zone) };
}

/** The moment at which a day begins, which is not midnight where clocks skip it; the earliest where it does so twice. */
export function startOf(day: number, zone: string): number {
  const { dayOf } = zoneOf(zone);
  let at = day * DAY_MS - REACH_MS;
  while (dayOf(at) < day) at += MINUTE_MS;
  let before = at - MINUTE_MS;
  while (at - before > 1) {
    const middle = Math.floor((at + before) / 2);
    if (dayOf(middle) < day) before = middle;
    else at = middle;
  }
  return at;
}

function dayFrom(text: string, option: string, zone: string): number {
  const day = dayOfText(text);
  if (day !== null) return day;
  const time = /T.*(Z|[+-]\d{2}:\d{2})$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`${option} wants a day such as 2026-05-01, or its midnight with an offset (2026-05-01T00:00:00Z), not ${text}`);
  const { dayOf } = zoneOf(zone);
  const at = dayOf(time);
  if (time === startOf(at, zone) || dayOf(time - 1) < at) return at;
  const near = [at, at + 1].map((each) => `${dayText(each)} (${new Date(startOf(each, zone)).toISOString()})`);
  throw new UsageError(`${option} ${text} is no midnight in ${zone}: the nearest are ${near.join(" and ")}`);
}
