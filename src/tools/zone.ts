/**
 * A time zone's IANA name -> the day that a time falls on there, by the zone's offset at that instant (days of 23 and 25 hours too), and
 * days as text.
 */
import { UsageError } from "../errors.js";
import { DAY_MS } from "./units.js";

const SECOND_MS = 1000;
export const UTC = "UTC";

export interface Zone {
  name: string;
  /** The same for all names of the zone. */
  canonical: string;
  /** Milliseconds since 1970 -> days since 1 January 1970 in the zone. */
  dayOf(time: number): number;
}

/** The offset from UTC within one UTC day, in milliseconds: one until an instant, another from it on. */
interface Offsets {
  before: number;
  changesAt: number;
  after: number;
}

const zones = new Map<string, Zone>();

/** Throws a `UsageError` where there is no zone of that name. Zones are remembered, with what was asked of them. */
export function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? makeZone(name);
  zones.set(name, zone);
  return zone;
}

function makeZone(asked: string): Zone {
  const format = formatOf(asked);
  const canonical = format.resolvedOptions().timeZone;
  const name = canonical.toLowerCase() === asked.toLowerCase() ? canonical : asked;
  if (canonical === UTC) return { name, canonical, dayOf: (time) => Math.floor(time / DAY_MS) };
  const known = new Map<number, Offsets>();
  let latestDay = Number.NaN;
  let latest: Offsets = { before: 0, changesAt: 0, after: 0 };
  return {
    name,
    canonical,
    dayOf(time) {
      const day = Math.floor(time / DAY_MS);
      if (day !== latestDay) {
        latest = known.get(day) ?? offsetsOn(day, format);
        known.set(day, latest);
        latestDay = day;
      }
      return Math.floor((time + (time < latest.changesAt ? latest.before : latest.after)) / DAY_MS);
    },
  };
}

/** Throws a `UsageError` where `asked` is another zone than `kept`, in which `place` counts its days; undefined asks for none. */
export function refuseOtherZone(asked: string | undefined, kept: string, place: string): void {
  if (asked === undefined || zoneOf(asked).canonical === zoneOf(kept).canonical) return;
  throw new UsageError(`${place} counts days in ${kept}, not in ${asked}: leave the zone out, or read the events again into a new store`);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const part = "numeric";
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: part,
      month: part,
      day: part,
      hour: part,
      minute: part,
      second: part,
    });
  } catch (cause) {
    throw new UsageError(`there is no time zone ${JSON.stringify(timeZone)}: give an IANA name such as Europe/Berlin`, { cause });
  }
}

/** No zone changes its offset twice within a day. */
function offsetsOn(day: number, format: Intl.DateTimeFormat): Offsets {
  let from = day * DAY_MS;
  let to = from + DAY_MS;
  const before = offsetAt(from, format);
  const after = offsetAt(to, format);
  if (before === after) return { before, changesAt: from, after };
  while (to - from > SECOND_MS) {
    const middle = from + Math.floor((to - from) / SECOND_MS / 2) * SECOND_MS;
    if (offsetAt(middle, format) === before) from = middle;
    else to = middle;
  }
  return { before, changesAt: to, after };
}

/** `time` in whole seconds. */
function offsetAt(time: number, format: Intl.DateTimeFormat): number {
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) - time;
}

/** `YYYY-MM-DD`. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Months since January 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return 12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth();
}

/** The day of `YYYY-MM-DD`, or null where there is no such day. */
export function dayOfText(text: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || dayText(ms / DAY_MS) !== text) return null;
  return ms / DAY_MS;
}
