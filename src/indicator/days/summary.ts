/**
 * Accounts' activity and a range of days [from, to) -> sums by day, by capability and by model, and how many accounts were active: for
 * reports and timelines.
 */
import type { AccountActivity, FoldedActivity, Model, Sums, UsageSum } from "../../model/activity.js";
import { plus } from "../footprint.js";

/** Days that are only known together. */
export interface TogetherSum extends Sums {
  /** The first and the last day on which there was anything. */
  first: number;
  last: number;
  accounts: number;
}

export interface ActivitySummary extends Sums {
  /** Those with any event in the range. */
  accounts: number;
  /** Days with any event, ascending. */
  days: (Sums & { day: number; accounts: number })[];
  /** Capabilities and models that were used, the most exchanges first. */
  capabilities: (Sums & { capability: string | null })[];
  models: (Sums & { model: Model })[];
  /** What is in all the sums above but `days`: whole months, or more, that lie in the range; null where there are none. */
  undated: TogetherSum | null;
  /**
   * What is in no sum: months, or more, that reach across an end of the range and cannot be cut. An account may be active in the range that
   * is only here.
   */
  uncut: TogetherSum | null;
}

/** `from` and `to`: days since 1 January 1970 in the store's zone. */
export function summariseActivity(activities: readonly AccountActivity[], from: number, to: number): ActivitySummary {
  const total = nothing();
  const days = new Map<number, Sums & { day: number; accounts: number }>();
  const capabilities = new Map<string | null, Sums & { capability: string | null }>();
  const models = new Map<string, Sums & { model: Model }>();
  const count = (usage: readonly UsageSum[]) => {
    for (const sum of usage) {
      const { capability, model } = sum;
      add(total, sum);
      add(entryOf(capabilities, capability, { capability }), sum);
      add(entryOf(models, keyOf(model), { model }), sum);
    }
  };
  let accounts = 0;
  let undated: TogetherSum | null = null;
  let uncut: TogetherSum | null = null;
  for (const activity of activities) {
    const dated = activity.days.filter(({ day }) => day >= from && day < to);
    const touched = activity.folded.filter(({ first, last }) => last >= from && first < to);
    const whole = touched.filter((part) => lies(part, from, to));
    for (const { day, usage } of dated) {
      const sums = entryOf(days, day, { day, accounts: 0 });
      sums.accounts++;
      for (const sum of usage) add(sums, sum);
      count(usage);
    }
    for (const { usage } of whole) count(usage);
    undated = together(undated, whole);
    uncut = together(
      uncut,
      touched.filter((part) => !lies(part, from, to)),
    );
    if (dated.length + whole.length > 0) accounts++;
  }
  return {
    ...total,
    accounts,
    days: [...days.values()].sort((a, b) => a.day - b.day),
    capabilities: mostFirst(capabilities),
    models: mostFirst(models),
    undated,
    uncut,
  };
}

const nothing = (): Sums => ({ exchanges: 0, inputTokens: 0, outputTokens: 0 });
const lies = ({ first, last }: FoldedActivity, from: number, to: number): boolean => first >= from && last < to;
/** No name is the key of those without. */
const keyOf = (model: Model): string => (model.is === "named" ? `named ${model.name}` : model.is);

function add(sums: Sums, { exchanges, inputTokens, outputTokens }: Sums): void {
  sums.exchanges = plus(sums.exchanges, exchanges);
  sums.inputTokens = plus(sums.inputTokens, inputTokens);
  sums.outputTokens = plus(sums.outputTokens, outputTokens);
}

function entryOf<K, T extends object>(all: Map<K, Sums & T>, key: K, what: T): Sums & T {
  let entry = all.get(key);
  if (!entry) {
    entry = { ...what, ...nothing() };
    all.set(key, entry);
  }
  return entry;
}

/** One account's parts added to all accounts'. */
function together(sum: TogetherSum | null, parts: readonly FoldedActivity[]): TogetherSum | null {
  if (parts.length === 0) return sum;
  const all = sum ?? { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, accounts: 0, ...nothing() };
  all.accounts++;
  for (const { first, last, usage } of parts) {
    all.first = Math.min(all.first, first);
    all.last = Math.max(all.last, last);
    for (const each of usage) add(all, each);
  }
  return all;
}

/** Of equals, by their key: the order of accounts tells nothing. */
function mostFirst<T extends Sums>(all: ReadonlyMap<string | null, T>): T[] {
  return [...all].sort(([a, x], [b, y]) => y.exchanges - x.exchanges || ((a ?? "") < (b ?? "") ? -1 : 1)).map(([, entry]) => entry);
}
