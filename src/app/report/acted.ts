/** The log of what was done, and a period -> its batches, with what came of them and what grew back, and its appeals. */
import type { OutcomeEntry, Placed } from "../../enforcement/acts.js";
import type { Appeal, Batch } from "../../enforcement/state.js";
import type { MaterialAppeals, MaterialBatch } from "../../report/counting/material.js";
import { afterBatch } from "../enforcement/after.js";
import type { ControlPorts } from "../enforcement/control.js";
import { planOf } from "../enforcement/execute/execute.js";
import { Journal } from "../enforcement/journal.js";

/** Batches whose displacement is measured: the latest that struck anybody in the period. */
const MOST_MEASURED = 20;

export interface Acted {
  batches: MaterialBatch[];
  appeals: MaterialAppeals;
}

/** `isWithin`: whether a moment (milliseconds since 1970) is in the period; `isOver`: whether it is after. `clusters`: null for all. */
export async function actedIn(
  ports: ControlPorts,
  { isWithin, isOver, clusters }: { isWithin(at: number): boolean; isOver(at: number): boolean; clusters: ReadonlySet<string> | null },
): Promise<Acted> {
  const journal = new Journal(ports);
  const state = await journal.state();
  const own = [...state.batches.values()].filter((batch) => clusters === null || batch.plan.clusters.some((id) => clusters.has(id)));
  const rows: { row: MaterialBatch; batch: Batch; struck: { account: string; at: number }[] }[] = [];
  for (const batch of own.sort((a, b) => b.plannedEntry - a.plannedEntry)) {
    if (isOver(batch.plannedAt)) continue;
    const outcomes = batch.startedAt === null ? [] : await journal.outcomes(batch);
    const row = rowOf(batch, outcomes, isWithin);
    const happened = [batch.plannedAt, batch.startedAt, batch.doneAt, ...batch.approvals.map(({ at }) => at)];
    if (!happened.some((at) => at !== null && isWithin(at)) && row.struck === 0 && row.reversed === 0) continue;
    rows.push({ row, batch, struck: struckBy(outcomes) });
  }
  const measured = rows.filter(({ row }) => row.struck > 0).slice(0, MOST_MEASURED);
  for (const { row, batch, struck } of measured) {
    const { work } = await afterBatch(ports.store, await planOf(ports.store, batch), struck);
    row.work = { before: work.before, after: work.after, share: work.share };
  }
  const ids = new Set(own.map(({ id }) => id));
  const appeals = [...state.appeals.values()].filter(({ batch }) => ids.has(batch));
  return { batches: rows.map(({ row }) => row), appeals: appealsOf(appeals, isWithin, isOver) };
}

function rowOf(batch: Batch, outcomes: readonly Placed<OutcomeEntry>[], isWithin: (at: number) => boolean): MaterialBatch {
  const changed = outcomes.filter(({ at, what }) => what.outcome === "changed" && isWithin(at));
  const accounts = (wanted: (what: OutcomeEntry) => boolean) =>
    new Set(changed.filter(({ what }) => wanted(what)).map(({ what }) => what.account)).size;
  return {
    batch: batch.id,
    measure: batch.plan.measure,
    state: batch.state,
    approvedAt: batch.approvals.at(-1)?.at ?? null,
    clusters: batch.plan.clusters,
    accounts: batch.accounts,
    struck: accounts(({ deed }) => deed !== "restore" && deed !== "watch"),
    reversed: accounts(({ deed }) => deed === "restore"),
    work: null,
    brokenGlass: batch.brokenGlass !== null && isWithin(batch.brokenGlass.at),
  };
}

/** Each account once, when it was first struck. */
function struckBy(outcomes: readonly Placed<OutcomeEntry>[]): { account: string; at: number }[] {
  const first = new Map<string, number>();
  for (const { at, what } of outcomes) {
    const { account, deed, outcome } = what;
    if (outcome === "changed" && deed !== "restore" && deed !== "watch" && !first.has(account)) first.set(account, at);
  }
  return [...first].map(([account, at]) => ({ account, at }));
}

function appealsOf(appeals: readonly Appeal[], isWithin: (at: number) => boolean, isOver: (at: number) => boolean): MaterialAppeals {
  const decided = (verdict: "uphold" | "reject") =>
    appeals.filter(({ decision }) => decision?.verdict === verdict && isWithin(decision.at)).length;
  return {
    received: appeals.filter(({ at }) => isWithin(at)).length,
    upheld: decided("uphold"),
    rejected: decided("reject"),
    open: appeals.filter(({ at, decision }) => !isOver(at) && (decision === null || isOver(decision.at))).length,
  };
}
