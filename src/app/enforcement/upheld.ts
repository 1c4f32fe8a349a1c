/**
 * Appeals that were upheld -> the judgements that say so: each follows its decision, which stands in the log first, and is written later
 * where a process died in between.
 */
import { batchNamed } from "../../enforcement/decide/approve.js";
import type { Appeal, Batch, State } from "../../enforcement/state.js";
import type { Plan } from "../../model/enforcement/plan.js";
import { type Judgement, newJudgement, type StruckValue } from "../../model/judgement.js";
import { isSharedValue } from "../../model/link.js";
import { byCodeUnit } from "../../tools/order.js";
import type { ControlPorts } from "./control.js";
import { planOf } from "./execute/execute.js";
import type { Journal } from "./journal.js";

/** A judgement strikes no more; an account's kept links have some dozens. */
const MOST_STRUCK = 1_000;

export interface Decision {
  by: string;
  reason: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** That the account belongs to no fraudulent cluster, as this decision found. */
export const judgementOf = ({ id, account }: Appeal, struck: readonly StruckValue[], { by, reason, at }: Decision): Judgement =>
  newJudgement({ analyst: by, reason, at, verdict: "positive", about: { type: "innocence", account, appeal: id, struck } });

/** By the appeal that each follows from. */
export async function judgementsOf({ store }: Pick<ControlPorts, "store">): Promise<Map<string, Judgement>> {
  const found = new Map<string, Judgement>();
  for (const judgement of await store.loadJudgements())
    if (judgement.about.type === "innocence" && judgement.about.appeal !== undefined) found.set(judgement.about.appeal, judgement);
  return found;
}

/** Writes those that are missing. Returns the state that it went by. */
export async function completeUpheld(ports: ControlPorts, journal: Journal): Promise<State> {
  const state = await journal.state();
  const upheld = [...state.appeals.values()].filter(({ decision }) => decision?.verdict === "uphold");
  if (upheld.length === 0) return state;
  const written = await judgementsOf(ports);
  for (const appeal of upheld) {
    if (written.has(appeal.id)) continue;
    const batch = batchNamed(state, appeal.batch);
    const struck = await convicting(ports, batch, await planOf(ports.store, batch), appeal.account);
    await ports.store.appendJudgement(judgementOf(appeal, struck, appeal.decision!));
  }
  return state;
}

/** The run that the plan is of, or the current one where that is no longer kept. */
export async function runOfPlan({ store }: ControlPorts, { run }: Batch): Promise<number | undefined> {
  return (await store.modelOf(run)) === null ? undefined : run;
}

/** Every value that ties the account to others of its cluster, as the plan's run has it. */
export async function convicting(ports: ControlPorts, batch: Batch, plan: Plan, account: string): Promise<StruckValue[]> {
  if (!plan.accounts.items.some((item) => item.account === account)) return [];
  const ties = await ports.store.tiesOf(account, await runOfPlan(ports, batch));
  const values = new Map<string, StruckValue>();
  for (const { evidence } of ties)
    for (const row of evidence)
      if (isSharedValue(row)) values.set(JSON.stringify([row.kind, row.value]), { kind: row.kind, value: row.value });
  return [...values.values()].sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.value, b.value)).slice(0, MOST_STRUCK);
}
