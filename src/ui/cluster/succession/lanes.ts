/** Births and suspensions by day and part -> a lane a part: bars up and down, how many live, and where work was taken over. */
import { dayNumber } from "../shared/words.js";

interface ByDay {
  day: string;
  parts: readonly number[];
}

export interface Lane {
  part: number;
  /** By day from the first: how many signed up, were suspended, and lived at its end. */
  births: readonly number[];
  suspensions: readonly number[];
  living: readonly number[];
}

export interface Takeover {
  from: number;
  to: number;
  links: number;
  /** From the first day on: when suspensions of the one met sign-ups of the other. */
  day: number;
}

export interface Succession {
  /** Days since 1970. */
  first: number;
  days: number;
  lanes: readonly Lane[];
  takeovers: readonly Takeover[];
  /** The most of any day of any lane. */
  most: { births: number; suspensions: number; living: number };
}

export function successionOf(
  parts: number,
  births: readonly ByDay[],
  suspensions: readonly ByDay[],
  successions: readonly { from: number; to: number; links: number }[],
): Succession {
  const days = [...births, ...suspensions].map(({ day }) => dayNumber(day));
  const first = days.length === 0 ? 0 : days.reduce((p, q) => Math.min(p, q));
  const last = days.length === 0 ? 0 : days.reduce((p, q) => Math.max(p, q));
  const length = last - first + 1;
  const lanes = Array.from({ length: parts }, (_, part): Lane => {
    const born = spread(births, part, first, length);
    const gone = spread(suspensions, part, first, length);
    const living: number[] = [];
    for (const [day, count] of born.entries()) living.push(Math.max(0, (living.at(-1) ?? 0) + count - gone[day]));
    return { part, births: born, suspensions: gone, living };
  });
  const most = (of: (lane: Lane) => readonly number[]): number =>
    lanes.reduce((top, lane) => of(lane).reduce((p, q) => Math.max(p, q), top), 1);
  return {
    first,
    days: length,
    lanes,
    takeovers: successions
      .filter(({ from, to }) => from !== to)
      .map((each) => ({ ...each, day: meeting(lanes[each.from], lanes[each.to]) })),
    most: {
      births: most(({ births }) => births),
      suspensions: most(({ suspensions }) => suspensions),
      living: most(({ living }) => living),
    },
  };
}

function spread(all: readonly ByDay[], part: number, first: number, length: number): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const { day, parts } of all) counts[dayNumber(day) - first] += parts[part] ?? 0;
  return counts;
}

/** Who takes over signs up within hours: the day when most of the one were suspended, then or the day before, as others signed up. */
function meeting(from: Lane, to: Lane): number {
  let best = to.births.indexOf(Math.max(...to.births));
  let most = 0;
  for (const [day, born] of to.births.entries()) {
    const met = Math.min(born, from.suspensions[day] + (from.suspensions[day - 1] ?? 0));
    if (met > most) [best, most] = [day, met];
  }
  return Math.max(0, best);
}

/** What had come to pass by the end of a day, in all lanes or those of `parts`. */
export function toldAt(
  { lanes }: Succession,
  day: number,
  parts: readonly number[] | null,
): { born: number; gone: number; living: number } {
  const counted = parts === null ? lanes : lanes.filter(({ part }) => parts.includes(part));
  const until = (of: (lane: Lane) => readonly number[]): number =>
    counted.reduce(
      (sum, lane) =>
        sum +
        of(lane)
          .slice(0, day + 1)
          .reduce((p, q) => p + q, 0),
      0,
    );
  return {
    born: until(({ births }) => births),
    gone: until(({ suspensions }) => suspensions),
    living: counted.reduce((sum, { living }) => sum + (living[day] ?? 0), 0),
  };
}

/** Days that are named below the lanes: as many as have room, on days that are a round number apart. */
export function ticksOf(first: number, days: number, width: number): number[] {
  const room = Math.max(1, Math.floor(width / 64));
  const step = [1, 2, 5, 7, 14, 28, 56, 91, 182, 365].find((each) => days / each <= room) ?? 730;
  const ticks: number[] = [];
  for (let day = Math.ceil(first / step) * step; day < first + days; day += step) ticks.push(day - first);
  return ticks;
}
