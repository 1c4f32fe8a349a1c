/**
 * Accounts struck + today's heirs of their clusters -> what grew back: how many heads, how fast, what share of the work moved, and where.
 * What is counted is what Cautery knows; whether a newcomer is a head is for the next plan to weigh.
 */
import { RELINK_MS } from "../cluster/identity/relink.js";
import { SUCCESSION_SECONDS } from "../link/succession.js";
import type { Disposition } from "../model/cluster.js";
import type { Link } from "../model/link.js";
import { byCodeUnit } from "../tools/order.js";

export interface Struck {
  account: string;
  /** As the plan has it. */
  cluster: string;
  /** When the measure took effect, milliseconds since 1970. */
  at: number;
}

export interface HeirMember {
  account: string;
  /** Milliseconds since 1970. */
  firstSeen: number;
  /** Null where no sign-up was seen. */
  signupAt: number | null;
}

/** A cluster of today that has the id of planned ones, took it over, or split from one since. */
export interface Heir {
  cluster: string;
  disposition: Disposition;
  /** The planned clusters that it is of. */
  of: readonly string[];
  members: readonly HeirMember[];
  /** The links that are kept of it. */
  links: readonly Pick<Link, "a" | "b" | "evidence">[];
}

/** Ascending; a day is counted from 1 January 1970 in the store's zone. */
export type ExchangesByDay = readonly { day: number; exchanges: number }[];

export interface AfterInput {
  struck: readonly Struck[];
  heirs: readonly Heir[];
  /** Of the struck accounts and of the heirs' members; those without are left out. */
  exchanges: ReadonlyMap<string, ExchangesByDay>;
  /** Milliseconds since 1970 -> the day. */
  dayOf(time: number): number;
}

/**
 * A newcomer, the struck account that its sign-up followed, and how long after. `by` is how that is known: a `link` that is kept says so,
 * or, since few links of an account are kept, the `timing` alone within their cluster.
 */
export interface TakenOver {
  account: string;
  from: string;
  afterMs: number;
  by: "link" | "timing";
}

export interface HeirAfter {
  cluster: string;
  disposition: Disposition;
  newcomers: number;
  tookOver: number;
  exchangesADay: number;
  /** Of the struck accounts' exchanges a day; null where these had none. */
  share: number | null;
}

export interface After {
  struck: number;
  /** Accounts in the heirs that came since the first was struck. */
  newcomers: number;
  /** Those of them that took over from a struck account (`succession`), by account; by timing each from another. */
  tookOver: readonly TakenOver[];
  /** Of the struck accounts that a newcomer followed: how many, and the quartiles of the time to it; null where there are none. */
  relink: { accounts: number; quartilesMs: readonly [number, number, number] | null };
  work: {
    /** Exchanges a day of the struck accounts, over so many days before each was struck. */
    before: number;
    daysBefore: number;
    /** Of the newcomers, over so many days since the day after the first was struck. */
    after: number;
    daysAfter: number;
    share: number | null;
  };
  /** Those with newcomers, the most work first. */
  clusters: readonly HeirAfter[];
  /** Of these the fraudulent ones: the ids to plan next. */
  next: readonly string[];
}

/** Work is compared over so many days before, and the latest so many after, at the most: what is older says little of what moved. */
const WINDOW_DAYS = 28;

interface Newcomer {
  account: string;
  /** Milliseconds since 1970. */
  came: number;
  /** Filled in as it is found. */
  tookOver: TakenOver | null;
}

type Likeliest = TakenOver & { bits: number };

type Grown = readonly { heir: Heir; newcomers: readonly Newcomer[] }[];

export function afterOf({ struck, heirs, exchanges, dayOf }: AfterInput): After {
  const strikes = new Map(struck.map(({ account, at }) => [account, at]));
  const first = struck.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const grown = heirs.map((heir) => ({ heir, newcomers: newcomersIn(heir, strikes, first) }));
  matchByTiming(struck, grown);
  const all = grown.flatMap(({ newcomers }) => newcomers);
  const tookOver = all.flatMap((newcomer) => newcomer.tookOver ?? []).sort((x, y) => byCodeUnit(x.account, y.account));
  const work = workOf(struck, exchanges, dayOf);
  const clusters = grown
    .filter(({ newcomers }) => newcomers.length > 0)
    .map(({ heir: { cluster, disposition }, newcomers }) => {
      const exchangesADay = work.aDayAfter(newcomers);
      return {
        cluster,
        disposition,
        newcomers: newcomers.length,
        tookOver: newcomers.filter((newcomer) => newcomer.tookOver !== null).length,
        exchangesADay,
        share: shareOf(exchangesADay, work.before),
      };
    })
    .sort((x, y) => y.exchangesADay - x.exchangesADay || y.newcomers - x.newcomers || byCodeUnit(x.cluster, y.cluster));
  const after = work.aDayAfter(all);
  return {
    struck: strikes.size,
    newcomers: all.length,
    tookOver,
    relink: relinkOf(struck, grown),
    work: { before: work.before, daysBefore: work.daysBefore, after, daysAfter: work.daysAfter, share: shareOf(after, work.before) },
    clusters,
    next: clusters.filter(({ disposition }) => disposition === "fraudulent").map(({ cluster }) => cluster),
  };
}

/** By when they came. */
function newcomersIn({ members, links }: Heir, strikes: ReadonlyMap<string, number>, first: number): Newcomer[] {
  const came = new Map<string, number>();
  for (const { account, firstSeen, signupAt } of members) {
    const at = signupAt ?? firstSeen;
    if (at > first && !strikes.has(account)) came.set(account, at);
  }
  const best = new Map<string, Likeliest>();
  for (const { a, b, evidence } of links)
    for (const [account, from] of [
      [a, b],
      [b, a],
    ]) {
      const row = evidence.find(({ kind }) => kind === "succession");
      const [at, struckAt] = [came.get(account), strikes.get(from)];
      if (row === undefined || at === undefined || struckAt === undefined || at <= struckAt) continue;
      const found = { account, from, afterMs: at - struckAt, by: "link" as const, bits: row.bits };
      const known = best.get(account);
      if (known === undefined || likelier(found, known)) best.set(account, found);
    }
  return [...came]
    .map(([account, at]) => ({ account, came: at, tookOver: takenOver(best.get(account)) }))
    .sort((x, y) => x.came - y.came || byCodeUnit(x.account, y.account));
}

const takenOver = (found: TakenOver | undefined): TakenOver | null =>
  found === undefined ? null : { account: found.account, from: found.from, afterMs: found.afterMs, by: "link" };

/** Of several that one may have taken over from: where the timing says more, then the one struck last, then by id. */
function likelier(x: Likeliest, y: Likeliest): boolean {
  return (y.bits - x.bits || x.afterMs - y.afterMs || byCodeUnit(x.from, y.from)) < 0;
}

/**
 * Where no kept link tells: in the order that they came, each newcomer took over from the account of its cluster that was struck last
 * before and that nobody took over from yet, within the time that linking allows a succession.
 */
function matchByTiming(struck: readonly Struck[], grown: Grown): void {
  const byTime = [...struck].sort((x, y) => x.at - y.at || byCodeUnit(y.account, x.account));
  const waiting = new Map<string, Struck[]>();
  const taken = new Set(grown.flatMap(({ newcomers }) => newcomers.flatMap(({ tookOver }) => tookOver?.from ?? [])));
  const all = grown.flatMap(({ heir, newcomers }) => newcomers.map((newcomer) => ({ newcomer, of: heir.of })));
  all.sort((x, y) => x.newcomer.came - y.newcomer.came || byCodeUnit(x.newcomer.account, y.newcomer.account));
  let next = 0;
  for (const { newcomer, of } of all) {
    const { account, came, tookOver } = newcomer;
    for (; next < byTime.length && byTime[next].at < came; next++) {
      const { cluster, account } = byTime[next];
      if (taken.has(account)) continue;
      const stack = waiting.get(cluster);
      if (stack) stack.push(byTime[next]);
      else waiting.set(cluster, [byTime[next]]);
    }
    if (tookOver !== null) continue;
    const [last] = of.flatMap((id) => waiting.get(id)?.at(-1) ?? []).sort((x, y) => y.at - x.at || byCodeUnit(x.account, y.account));
    if (last === undefined || came - last.at > SUCCESSION_SECONDS * 1_000) continue;
    waiting.get(last.cluster)?.pop();
    newcomer.tookOver = { account, from: last.account, afterMs: came - last.at, by: "timing" };
  }
}

/**
 * From each struck account to the first newcomer that took over from it, and where none is known to have, to the next in its cluster's
 * heirs within a day: what `relinkMs` of a cluster counts, from this strike on.
 */
function relinkOf(struck: readonly Struck[], grown: Grown): After["relink"] {
  const followed = new Map<string, number>();
  const cameIn = new Map<string, number[]>();
  for (const { heir, newcomers } of grown) {
    for (const { tookOver } of newcomers)
      if (tookOver) followed.set(tookOver.from, Math.min(tookOver.afterMs, followed.get(tookOver.from) ?? Number.POSITIVE_INFINITY));
    for (const id of heir.of) cameIn.set(id, [...(cameIn.get(id) ?? []), ...newcomers.map(({ came }) => came)]);
  }
  for (const times of cameIn.values()) times.sort((x, y) => x - y);
  const gaps = struck.flatMap(({ account, cluster, at }) => {
    const taken = followed.get(account);
    if (taken !== undefined) return [taken];
    const next = firstAfter(cameIn.get(cluster) ?? [], at);
    return next !== undefined && next - at <= RELINK_MS ? [next - at] : [];
  });
  gaps.sort((x, y) => x - y);
  const quartile = (quarter: number): number => gaps[Math.floor((quarter * gaps.length) / 4)];
  return { accounts: gaps.length, quartilesMs: gaps.length === 0 ? null : [quartile(1), quartile(2), quartile(3)] };
}

function firstAfter(sorted: readonly number[], at: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

/** The day of the strike is in neither sum: part of it is before, part after. The last day that is known may be cut off. */
function workOf(
  struck: readonly Struck[],
  exchanges: AfterInput["exchanges"],
  dayOf: AfterInput["dayOf"],
): { before: number; daysBefore: number; daysAfter: number; aDayAfter(some: readonly Newcomer[]): number } {
  const days = struck.map(({ account, at }) => ({ strike: dayOf(at), by: exchanges.get(account) ?? [] }));
  const daysBefore = days.reduce((most, { strike, by }) => Math.max(most, by.length > 0 ? strike - by[0].day : 0), 0);
  const window = Math.min(WINDOW_DAYS, daysBefore);
  const sum = days.reduce((total, { strike, by }) => total + between(by, strike - window, strike), 0);
  let last = Number.NEGATIVE_INFINITY;
  for (const by of exchanges.values()) last = Math.max(last, by.at(-1)?.day ?? last);
  const from = days.reduce((least, { strike }) => Math.min(least, strike + 1), Number.POSITIVE_INFINITY);
  const daysAfter = Math.min(WINDOW_DAYS, Math.max(0, last + 1 - from));
  const aDayAfter = (some: readonly Newcomer[]) =>
    daysAfter === 0
      ? 0
      : some.reduce((total, { account }) => total + between(exchanges.get(account) ?? [], last + 1 - daysAfter, last + 1), 0) / daysAfter;
  return { before: window === 0 ? 0 : sum / window, daysBefore: window, daysAfter, aDayAfter };
}

/** Of the days [from, to). */
function between(by: ExchangesByDay, from: number, to: number): number {
  return by.reduce((sum, { day, exchanges }) => (day >= from && day < to ? sum + exchanges : sum), 0);
}

const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
