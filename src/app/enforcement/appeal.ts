/**
 * An account's appeal -> a third person's decision; upheld, the account is given back, held innocent from then on, and all are listed whose
 * case falls without what convicted it.
 */
import type { AppealRow } from "../../contract/batch.js";
import { heldBy, UNTOUCHED } from "../../enforcement/claims.js";
import { appealNamed, decisionOf, openAppeal, refuseDecision } from "../../enforcement/decide/appeal.js";
import { batchNamed } from "../../enforcement/decide/approve.js";
import { pause } from "../../enforcement/decide/execute.js";
import { reversing } from "../../enforcement/decide/reverse.js";
import { fallenWithout } from "../../enforcement/plan/case.js";
import type { Appeal, Batch, State } from "../../enforcement/state.js";
import { transition } from "../../enforcement/transitions.js";
import { PermanentError } from "../../errors.js";
import type { Plan } from "../../model/enforcement/plan.js";
import { isSharedValue } from "../../model/link.js";
import { byCodeUnit } from "../../tools/order.js";
import { judgeInnocence } from "../judge.js";
import type { ControlPorts } from "./control.js";
import { planOf } from "./execute/execute.js";
import { Outcomes } from "./execute/outcomes.js";
import { Journal } from "./journal.js";
import type { Sign } from "./sign.js";

/** A judgement strikes no more; an account's kept links have some dozens. */
const MOST_STRUCK = 1_000;

/** A value that convicted an account. */
export interface StruckValue {
  kind: string;
  value: string;
}

export interface Decided {
  appeal: AppealRow;
  /** What was struck: values that tied the account to its cluster. */
  struck: readonly StruckValue[];
  /** Accounts of the batch, still held by it, whose case falls without these; sorted. */
  alsoFallen: readonly string[];
}

/** Against the latest batch that holds the account. Throws a `PermanentError` where none does. */
export async function appealFor(ports: ControlPorts, account: string, reason: string): Promise<AppealRow> {
  const journal = new Journal(ports);
  const holding = await holdersOf(journal, await journal.state(), account);
  const latest = holding.at(-1);
  if (!latest) throw new PermanentError(`no batch holds ${JSON.stringify(account)}: nothing was done to it from here that still stands`);
  await journal.decide((state) => openAppeal(state, account, latest.id, reason));
  const { appeals } = await journal.state();
  const open = [...appeals.values()].filter((appeal) => appeal.account === account && appeal.batch === latest.id);
  return rowOf(open.at(-1)!);
}

/** Those not decided first, then the latest. */
export async function appealsOf(ports: ControlPorts): Promise<AppealRow[]> {
  const { appeals } = await new Journal(ports).state();
  const all = [...appeals.values()].sort((a, b) => Number(a.decision !== null) - Number(b.decision !== null) || b.entry - a.entry);
  return all.map(rowOf);
}

export async function decideAppeal(
  ports: ControlPorts,
  id: string,
  verdict: "uphold" | "reject",
  reason: string,
  sign: Sign,
): Promise<Decided> {
  const journal = new Journal(ports);
  const state = await journal.state();
  const appeal = appealNamed(state, id);
  const signed = sign(decisionOf(appeal, verdict, reason));
  refuseDecision(state, appeal, verdict, reason, signed, ports.clock.now());
  const upheld = verdict === "uphold" ? await uphold(ports, journal, state, appeal, signed.by, reason) : null;
  await journal.decide((now, at) => {
    refuseDecision(now, appealNamed(now, id), verdict, reason, signed, at);
    const decided = { type: "decided" as const, appeal: id, verdict, reason, signed, judgement: upheld?.judgement ?? null };
    const back = (upheld?.holding ?? []).flatMap((batch) => {
      const paused = batchNamed(now, batch).state === "executing" ? pause(now, batch, `appeal ${id} was upheld`) : [];
      const asked = { batch, accounts: [appeal.account], reason };
      if (paused.length > 0) return [...paused, { type: "reversal" as const, ...asked, accounts: [appeal.account], signed, appeal: id }];
      return transition(batchNamed(now, batch).state, "reversal") === null ? [] : reversing(now, asked, signed, id, at);
    });
    return [decided, ...back];
  });
  const after = appealNamed(await journal.state(), id);
  return { appeal: rowOf(after), struck: upheld?.struck ?? [], alsoFallen: upheld?.alsoFallen ?? [] };
}

/** Accounts of an upheld appeal's batch that are still held by it and whose case falls without what convicted the account. */
export async function fallenBy(ports: ControlPorts, id: string): Promise<{ batch: string; accounts: readonly string[] }> {
  const journal = new Journal(ports);
  const state = await journal.state();
  const appeal = appealNamed(state, id);
  if (appeal.decision?.verdict !== "uphold") throw new PermanentError(`${id} is not upheld: \`cautery appeals\` shows how each stands`);
  const batch = batchNamed(state, appeal.batch);
  const plan = await planOf(ports.store, batch);
  return {
    batch: batch.id,
    accounts: await fallen(ports, journal, batch, plan, await struckBy(ports, appeal.decision.judgement), appeal.account),
  };
}

/** As the judgement has them: the account is in no cluster any more, by which they could be found again. */
async function struckBy({ store }: ControlPorts, judgement: string | null): Promise<readonly StruckValue[]> {
  const about = (await store.loadJudgements()).find(({ id }) => id === judgement)?.about;
  return about?.type === "innocence" ? about.struck : [];
}

async function uphold(ports: ControlPorts, journal: Journal, state: State, appeal: Appeal, by: string, reason: string) {
  const batch = batchNamed(state, appeal.batch);
  const plan = await planOf(ports.store, batch);
  const struck = await convicting(ports, batch, plan, appeal.account);
  const { id: judgement } = await judgeInnocence(
    ports,
    appeal.account,
    { analyst: by, reason, verdict: "positive" },
    { appeal: appeal.id, struck },
  );
  const holding = (await holdersOf(journal, state, appeal.account)).map(({ id }) => id);
  return { judgement, holding, struck, alsoFallen: await fallen(ports, journal, batch, plan, struck, appeal.account) };
}

/** The run that the plan is of, or the current one where that is no longer kept. */
async function runOfPlan({ store }: ControlPorts, { run }: Batch): Promise<number | undefined> {
  return (await store.modelOf(run)) === null ? undefined : run;
}

/** Every value that ties the account to others of its cluster, as the plan's run has it. */
async function convicting(ports: ControlPorts, batch: Batch, plan: Plan, account: string): Promise<StruckValue[]> {
  if (!plan.accounts.items.some((item) => item.account === account)) return [];
  const ties = await ports.store.tiesOf(account, await runOfPlan(ports, batch));
  const values = new Map<string, StruckValue>();
  for (const { evidence } of ties)
    for (const row of evidence)
      if (isSharedValue(row)) values.set(JSON.stringify([row.kind, row.value]), { kind: row.kind, value: row.value });
  return [...values.values()].sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.value, b.value)).slice(0, MOST_STRUCK);
}

async function fallen(
  ports: ControlPorts,
  journal: Journal,
  batch: Batch,
  plan: Plan,
  struck: readonly StruckValue[],
  but: string,
): Promise<string[]> {
  const run = await runOfPlan(ports, batch);
  const model = await ports.store.modelOf(run);
  if (model === null || struck.length === 0) return [];
  const { courses } = await Outcomes.load(journal, batch);
  const found: string[] = [];
  for (const { cluster } of plan.clusters) {
    const kept = await ports.store.cluster(cluster, run);
    if (kept === null) continue;
    const without = fallenWithout(kept.accounts, await ports.store.linksOf(cluster, run), struck, model);
    for (const account of without) if (account !== but && heldBy(batch.id, courses.get(account) ?? UNTOUCHED) !== null) found.push(account);
  }
  return found.sort(byCodeUnit);
}

/** Batches that hold the account, in the order in which they were planned. */
async function holdersOf(journal: Journal, state: State, account: string): Promise<Batch[]> {
  const holding: Batch[] = [];
  for (const batch of [...state.batches.values()].sort((a, b) => a.plannedEntry - b.plannedEntry)) {
    if (batch.startedAt === null) continue;
    const { courses } = await Outcomes.load(journal, batch);
    if (heldBy(batch.id, courses.get(account) ?? UNTOUCHED) !== null) holding.push(batch);
  }
  return holding;
}

function rowOf({ id, account, batch, reason, at, decision }: Appeal): AppealRow {
  return {
    appeal: id,
    account,
    batch,
    reason,
    at: new Date(at).toISOString(),
    decision: decision === null ? null : { ...decision, at: new Date(decision.at).toISOString() },
  };
}
