/** A number of innocent accounts -> the groups they fall into, and when their members sign up: a table with a row for each kind. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import type { Rng } from "../random.js";
import type { GroupKind } from "../world.js";

/** The world's [start, end), and how long before it accounts began to sign up. */
export interface Window {
  start: number;
  end: number;
  leadMs: number;
}

interface InnocentKind {
  /** Of the innocent accounts. */
  share: number;
  /** Members of a group, of `most` that there is room for. */
  size: (rng: Rng, most: number) => number;
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

export const INNOCENTS: Readonly<Partial<Record<GroupKind, InnocentKind>>> = {
  tool: { share: 0.16, size: (rng, most) => Math.round(rng.pareto(Math.max(3, most / 12), most, 0.8)), signups: wave, activity: 1.2 },
  company: { share: 0.12, size: (rng, most) => Math.round(rng.pareto(3, Math.min(most, 3000), 0.9)), signups: seats, activity: 1.3 },
  household: { share: 0.1, size: (rng) => 2 + rng.zipf(4), signups: scattered, activity: 0.8 },
  campus: { share: 0.06, size: (rng, most) => Math.round(rng.pareto(12, Math.min(most, 5000), 0.7)), signups: term, activity: 0.8 },
  automation: { share: 0.03, size: (rng, most) => Math.round(rng.pareto(5, Math.min(most, 3000), 0.5)), signups: wave, activity: 1 },
  hackathon: { share: 0.015, size: (rng, most) => Math.round(rng.pareto(12, Math.min(most, 400), 0.6)), signups: event, activity: 1.5 },
  reseller: { share: 0.012, size: (rng, most) => Math.round(rng.pareto(6, Math.min(most, 600), 0.7)), signups: seats, activity: 1.5 },
  pair: { share: 0.012, size: () => 2, signups: afterEachOther, activity: 1 },
  benchmark: { share: 0.006, size: (rng, most) => Math.round(rng.pareto(4, Math.min(most, 80), 0.6)), signups: wave, activity: 1.2 },
};

export const INDIVIDUAL: InnocentKind = { share: 1, size: () => 1, signups: scattered, activity: 1 };

/** Kinds and sizes that add up to `count`; every kind for which there is room comes at least once. */
export function divideInnocents(rng: Rng, count: number): { kind: GroupKind; size: number }[] {
  const groups: { kind: GroupKind; size: number }[] = [];
  let left = count;
  for (const [kind, row] of Object.entries(INNOCENTS) as [GroupKind, InnocentKind][]) {
    let budget = Math.min(left, Math.round(count * row.share * rng.between(0.6, 1.4)));
    const most = Math.max(2, Math.min(budget, Math.round(count * 0.06)));
    while (budget >= 2) {
      const size = Math.min(budget, Math.max(2, row.size(rng, most)));
      groups.push({ kind, size });
      budget -= size;
      left -= size;
    }
  }
  groups.push({ kind: "individual", size: left });
  return groups.filter((group) => group.size > 0);
}
