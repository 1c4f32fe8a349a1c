/**
 * A plan that was only watched + where its accounts stand today -> what it would have hit, and what became of that: who cleared themselves,
 * whom somebody else suspended, who went on. What a team would have been right and wrong about, before it means it.
 */
import { PermanentError } from "../errors.js";
import type { Disposition } from "../model/cluster.js";
import { MEASURES, type Measure, type Plan } from "../model/enforcement/plan.js";
import { innocenceOf } from "../model/judged-accounts.js";
import type { Judgement } from "../model/judgement.js";
import { standing } from "../model/judgement.js";
import { type StatusChange, standingSuspensions } from "../model/status.js";
import { DAY_MS } from "../tools/units.js";
import type { ExchangesByDay } from "./after.js";

/** Where an account stands. */
export interface Standing {
  /** The cluster that it is in today; null where it is in none. */
  cluster: { id: string; disposition: Disposition } | null;
  /** An analyst judged that it belongs to no fraudulent cluster. */
  innocent: boolean;
  /** It verified itself. */
  verified: boolean;
  /** By time. */
  status: readonly StatusChange[];
  exchanges: ExchangesByDay;
}

export interface ShadowInput {
  plan: Plan;
  /** When the watch began, and what time it is: milliseconds since 1970. */
  began: number;
  now: number;
  /** By account; one that is not there stands for nothing that is known. */
  standings: ReadonlyMap<string, Standing>;
  /** Milliseconds since 1970 -> the day, counted from 1 January 1970 in the store's zone. */
  dayOf(time: number): number;
}

export const CLEARED = ["left", "innocent", "verified", "reinstated"] as const;
export type Clearing = (typeof CLEARED)[number];

export interface ShadowAccount {
  account: string;
  /** As planned. */
  cluster: string;
  measure: Measure;
  /** `quiet`: it did nothing since, and nothing was done to it. */
  became: "cleared" | "suspended" | "went-on" | "quiet";
  /** All that clears it, also where somebody suspended it. */
  cleared: readonly Clearing[];
  /** Since the day after the watch began. */
  exchanges: number;
}

export interface Shadow {
  days: number;
  began: number;
  ends: number;
  over: boolean;
  /** The plan's accounts by what it would have done; those to be watched anyway would not have been hit. */
  measures: Readonly<Record<Measure, number>>;
  /** Those that it would have hit, in the plan's order. */
  accounts: readonly ShadowAccount[];
  counts: Readonly<Record<ShadowAccount["became"], number>>;
  /** Accounts by what cleared them; one may be cleared by several. */
  cleared: Readonly<Record<Clearing, number>>;
  /** Exchanges of those that went on. */
  exchanges: number;
}

/** Throws a `PermanentError` for a plan that is meant. */
export function shadowOf({ plan, began, now, standings, dayOf }: ShadowInput): Shadow {
  const { shadow_days: days } = plan;
  if (days === null) throw new PermanentError("this plan is meant, not only watched: plan one with --shadow DAYS");
  const dispositions = new Map(plan.clusters.map(({ cluster, disposition }) => [cluster, disposition]));
  const measures = countsOf(MEASURES);
  const counts = countsOf(["cleared", "suspended", "went-on", "quiet"] as const);
  const cleared = countsOf(CLEARED);
  const accounts: ShadowAccount[] = [];
  for (const { account, cluster, measure } of plan.accounts.items) {
    measures[measure]++;
    if (measure === "watch") continue;
    const stands = standings.get(account) ?? NOWHERE;
    const clearings = clearingsOf(stands, dispositions.get(cluster), began);
    const exchanges = stands.exchanges.reduce((sum, { day, exchanges }) => (day > dayOf(began) ? sum + exchanges : sum), 0);
    const became = becameOf(stands, clearings, exchanges, began);
    counts[became]++;
    for (const clearing of clearings) cleared[clearing]++;
    accounts.push({ account, cluster, measure, became, cleared: clearings, exchanges });
  }
  const ends = began + days * DAY_MS;
  const exchanges = accounts.reduce((sum, each) => (each.became === "went-on" ? sum + each.exchanges : sum), 0);
  return { days, began, ends, over: now >= ends, measures, accounts, counts, cleared, exchanges };
}

/** Accounts held innocent, and those whose cluster is by the latest judgement on them that stands. */
export function judgedInnocent(judgements: readonly Judgement[]): ReadonlySet<string> {
  const innocent = new Set<string>();
  const stand = standing(judgements);
  for (const { about, verdict } of stand) {
    if (about.type !== "disposition") continue;
    for (const account of about.accounts)
      if (verdict === "negative") innocent.add(account);
      else innocent.delete(account);
  }
  return new Set([...innocent, ...innocenceOf(stand).accounts]);
}

const NOWHERE: Standing = { cluster: null, innocent: false, verified: false, status: [], exchanges: [] };

function clearingsOf({ cluster, innocent, verified, status }: Standing, planned: Disposition | undefined, began: number): Clearing[] {
  const last = status.findLast(({ at, status }) => at >= began && status !== "closed");
  const holds: Record<Clearing, boolean> = {
    left: cluster === null || (cluster.disposition !== "fraudulent" && cluster.disposition !== planned),
    innocent,
    verified,
    reinstated: last?.status === "reinstated",
  };
  return CLEARED.filter((clearing) => holds[clearing]);
}

/** What somebody else did counts before what clears it: two that disagree are seen, since `cleared` tells it too. */
function becameOf(stands: Standing, cleared: readonly Clearing[], exchanges: number, began: number): ShadowAccount["became"] {
  if (standingSuspensions(stands.status).some(({ at }) => at >= began)) return "suspended";
  if (cleared.length > 0) return "cleared";
  return exchanges > 0 ? "went-on" : "quiet";
}

const countsOf = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
