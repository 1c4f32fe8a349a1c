/** A cron line and a zone -> when a report is due, and the days that each is of: no day is in two of them, and none is left out. */
import { Cron } from "croner";
import { UsageError } from "../errors.js";
import { HOUR_MS } from "../tools/units.js";
import { dayText, zoneOf } from "../tools/zone.js";

export interface CronLine {
  cron: string;
  /** Of the cron line; days are the store's. */
  zone: string;
}

/** A report that is due. Days: [from, to) in the store's zone. */
export interface Due {
  /** Milliseconds since 1970. */
  at: number;
  from: number;
  to: number;
  isLate: boolean;
}

/** So many that were missed are made one by one; what is before them is in the first. */
export const MOST_MISSED = 12;
/** Made by then, it is not late. */
const GRACE_MS = HOUR_MS;
/** A line is looked at so far ahead to see whether it is a sound one. */
const LOOKED_AT = 60;
/** Moments that are gone through at the most: a report a day, for thirty years. */
const MOST_MOMENTS = 11_000;

/** Throws a `UsageError` where the line is none, is never due, or twice on one of the store's days. `from`: milliseconds since 1970. */
export function checkCronLine({ cron, zone }: CronLine, storeZone: string, from: number): void {
  const { dayOf } = zoneOf(storeZone);
  const days = lineOf({ cron, zone })
    .nextRuns(LOOKED_AT, new Date(from))
    .map((at) => dayOf(at.getTime()));
  if (days.length === 0) throw new UsageError(`${cron} is never due: give a line such as "0 6 * * 1", Mondays at six`);
  const twice = days.find((day, i) => i > 0 && day === days[i - 1]);
  if (twice !== undefined)
    throw new UsageError(
      `${cron} is due twice on ${dayText(twice)} in ${storeZone}: a report is of whole days; give a line such as "0 6 * * *", once a day`,
    );
}

/**
 * What is due by `now` and was not `told` (the end of the last period that was; `since` where none was), oldest first. The first period
 * begins where the last one ended, so that whatever was missed is in one.
 */
export function duesOf(
  line: CronLine,
  storeZone: string,
  { since, told, now }: { since: number; told: number | null; now: number },
): Due[] {
  const { dayOf } = zoneOf(storeZone);
  const cron = lineOf(line);
  const moments = momentsIn(cron, since, now);
  const before = moments.length === 0 ? [] : cron.previousRuns(1, new Date(moments[0]));
  let from = told ?? (before.length === 0 ? null : dayOf(before[0].getTime()));
  const dues: Due[] = [];
  for (const [i, at] of moments.entries()) {
    const to = dayOf(at);
    from ??= to - 1;
    if (to <= from) continue;
    const isLate = i < moments.length - 1 || now - at > GRACE_MS;
    dues.push({ at, from, to, isLate });
    from = to;
  }
  const missed = dues.slice(0, Math.max(0, dues.length - MOST_MISSED));
  return dues.slice(missed.length).map((due, i) => (i === 0 && missed.length > 0 ? { ...due, from: missed[0].from } : due));
}

/** (`since`, `now`], ascending. */
function momentsIn(cron: Cron, since: number, now: number): number[] {
  const moments: number[] = [];
  for (let next = cron.nextRun(new Date(since)); next !== null && next.getTime() <= now; next = cron.nextRun(next)) {
    moments.push(next.getTime());
    if (moments.length > MOST_MOMENTS)
      throw new UsageError(`more than ${MOST_MOMENTS} reports are due since ${new Date(since).toISOString()}: begin later, by --since`);
  }
  return moments;
}

function lineOf({ cron, zone }: CronLine): Cron {
  const timezone = zoneOf(zone).name;
  if (cron.trim().split(/\s+/).length !== 5)
    throw new UsageError(`${JSON.stringify(cron)} is no cron line: give minute, hour, day, month and weekday, such as "0 6 * * 1"`);
  try {
    return new Cron(cron, { timezone, paused: true });
  } catch (cause) {
    throw new UsageError(`${JSON.stringify(cron)} is no cron line: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
