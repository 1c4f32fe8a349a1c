/** A number of innocent accounts -> the groups they fall into, and when their members sign up: a table with a row for each kind. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import type { Rng } from "../random.js";
import { indexOf } from "../styles/draw.js";
import type { Sharing, Style } from "../styles/style.js";
import type { GroupKind, Twin } from "../world.js";

/** The world's [start, end), and how long before it accounts began to sign up. */
export interface Window {
  start: number;
  end: number;
  leadMs: number;
}

interface InnocentKind {
  /** Members of a group, of `most` that there is room for. */
  size: (rng: Rng, most: number, style: Style) => number;
  signups: (rng: Rng, size: number, window: Window) => number[];
  /** Usage beside the average account's. */
  activity: number;
}

const anywhere = (rng: Rng, window: Window): number => rng.between(window.start - window.leadMs, window.end - HOUR_MS);

const scattered = (rng: Rng, size: number, window: Window): number[] => Array.from({ length: size }, () => anywhere(rng, window));

/** Some bursts, each of seats made one after the other. */
function bursts(rng: Rng, size: number, window: Window, perBurst: number, gapMs: number): number[] {
  const times: number[] = [];
  while (times.length < size) {
    let time = anywhere(rng, window);
    const count = Math.min(size - times.length, 1 + rng.int(2 * perBurst));
    for (let i = 0; i < count; i++) {
      times.push(time);
      time += rng.exponential(gapMs);
    }
  }
  return times;
}

function seats(rng: Rng, size: number, window: Window): number[] {
  return rng.chance(0.7) ? bursts(rng, size, window, 4 + size / 3, rng.between(0.3, 6) * MINUTE_MS) : scattered(rng, size, window);
}

/** Of what spreads by word of mouth, some all came in the days after it was praised somewhere. */
function wave(rng: Rng, size: number, window: Window): number[] {
  if (rng.chance(0.6)) return scattered(rng, size, window);
  const praised = anywhere(rng, window);
  const days = rng.lognormal(1.5, 2.5) * DAY_MS;
  const share = rng.between(0.3, 0.9);
  return Array.from({ length: size }, () => (rng.chance(share) ? praised + rng.exponential(days) : anywhere(rng, window)));
}

function event(rng: Rng, size: number, window: Window): number[] {
  const opens = rng.between(window.start, window.end - 2 * DAY_MS);
  return Array.from({ length: size }, () => opens + rng.exponential(40 * MINUTE_MS));
}

function term(rng: Rng, size: number, window: Window): number[] {
  const opens = anywhere(rng, window);
  return Array.from({ length: size }, () => (rng.chance(0.5) ? opens + rng.exponential(4 * DAY_MS) : anywhere(rng, window)));
}

function afterEachOther(rng: Rng, size: number, window: Window): number[] {
  const first = anywhere(rng, window);
  return Array.from({ length: size }, (_, i) => (i === 0 ? first : first + rng.lognormal(3 * DAY_MS, 2)));
}

type Groups = Style["groups"];

const sized = (rng: Rng, most: number, { low, high, alpha }: Groups["company"]): number =>
  Math.round(rng.pareto(low, Math.min(most, high), alpha));

export const INNOCENTS: Readonly<Record<Sharing, InnocentKind>> = {
  tool: { size: (rng, most) => Math.round(rng.pareto(Math.max(3, most / 12), most, 0.8)), signups: wave, activity: 1.2 },
  company: { size: (rng, most, { groups }) => sized(rng, most, groups.company), signups: seats, activity: 1.3 },
  household: { size: (rng, _most, { groups }) => 2 + indexOf(rng, groups.householdSizes), signups: scattered, activity: 0.8 },
  campus: { size: (rng, most, { groups }) => sized(rng, most, groups.campus), signups: term, activity: 0.8 },
  automation: { size: (rng, most) => Math.round(rng.pareto(5, Math.min(most, 3000), 0.5)), signups: wave, activity: 1 },
  hackathon: { size: (rng, most) => Math.round(rng.pareto(12, Math.min(most, 400), 0.6)), signups: event, activity: 1.5 },
  reseller: { size: (rng, most) => Math.round(rng.pareto(6, Math.min(most, 600), 0.7)), signups: seats, activity: 1.5 },
  pair: { size: () => 2, signups: afterEachOther, activity: 1 },
  benchmark: { size: (rng, most) => Math.round(rng.pareto(4, Math.min(most, 80), 0.6)), signups: wave, activity: 1.2 },
};

export const INDIVIDUAL: InnocentKind = { size: () => 1, signups: scattered, activity: 1 };

/** A group to be: its kind, its accounts, and whether it is one that looks like fraud. */
export interface Part {
  kind: GroupKind;
  size: number;
  twin: Twin | null;
}

/** Kinds and sizes that add up to `count`; every kind for which there is room comes at least once. */
export function divideInnocents(rng: Rng, count: number, style: Style): Part[] {
  const parts: Part[] = [];
  let left = count;
  for (const [kind, row] of Object.entries(INNOCENTS) as [Sharing, InnocentKind][]) {
    let budget = Math.min(left, Math.round(count * style.groups.shares[kind] * rng.between(0.6, 1.4)));
    const most = Math.max(2, Math.min(budget, Math.round(count * 0.06)));
    while (budget >= 2) {
      const size = Math.min(budget, Math.max(2, row.size(rng, most, style)));
      parts.push({ kind, size, twin: null });
      budget -= size;
      left -= size;
    }
  }
  const twins = divideTwins(rng, count, left, style.groups.twins);
  left -= twins.reduce((sum, { size }) => sum + size, 0);
  return [...parts, ...twins, { kind: "individual" as const, size: left, twin: null }].filter(({ size }) => size > 0);
}

/** What kind each twin is, and how many accounts one has: groups of researchers and courses of the usual size, all assumed. */
const TWINS: Readonly<Record<Twin, { kind: GroupKind; size: readonly [number, number] }>> = {
  redTeam: { kind: "company", size: [8, 80] },
  research: { kind: "campus", size: [5, 40] },
  classroom: { kind: "campus", size: [12, 60] },
};

function divideTwins(rng: Rng, count: number, room: number, shares: Groups["twins"]): Part[] {
  const parts: Part[] = [];
  for (const [twin, { kind, size: range }] of Object.entries(TWINS) as [Twin, (typeof TWINS)[Twin]][]) {
    if (shares[twin] === 0) continue;
    let budget = Math.min(room, Math.round(count * shares[twin] * rng.between(0.8, 1.2)));
    while (budget >= 5) {
      const size = Math.min(budget, rng.range(...range));
      parts.push({ kind, size, twin });
      budget -= size;
      room -= size;
    }
  }
  return parts;
}

/** A course that starts: everybody signs up within the hour. */
export function lesson(rng: Rng, size: number, window: Window): number[] {
  const starts = rng.between(window.start, window.end - DAY_MS);
  return Array.from({ length: size }, () => starts + rng.between(0, 55 * MINUTE_MS));
}
