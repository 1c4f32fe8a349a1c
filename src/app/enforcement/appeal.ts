/**
 * An account's appeal -> a third person's decision; upheld, the account is given back, held innocent from then on, and all are listed whose
 * case falls without what convicted it.
 */
import type { AppealRow } from "../../contract/batch.js";
import { heldBy, UNTOUCHED } from "../../enforcement/claims.js";
import { appealNamed, decisionOf, givenBack, openAppeal, refuseDecision } from "../../enforcement/decide/appeal.js";
import { batchNamed } from "../../enforcement/decide/approve.js";
import { fallenWithout } from "../../enforcement/plan/case.js";
import type { Appeal, Batch, State } from "../../enforcement/state.js";
import { PermanentError } from "../../errors.js";
import type { Plan } from "../../model/enforcement/plan.js";
import type { Judgement, StruckValue } from "../../model/judgement.js";
import { byCodeUnit } from "../../tools/order.js";
import { refuseUnseen } from "../judge.js";
import type { ControlPorts } from "./control.js";
import { planOf } from "./execute/execute.js";
import { Outcomes } from "./execute/outcomes.js";
import { Journal } from "./journal.js";
import type { Sign } from "./sign.js";
import { completeUpheld, convicting, judgementOf, judgementsOf, runOfPlan } from "./upheld.js";

export interface Decided {
  appeal: AppealRow;
  /** What was struck: values that tied the account to its cluster. */
  struck: readonly StruckValue[];
  /** Accounts of the batch, still held by it, whose case falls without these; sorted. */
  alsoFallen: readonly string[];
  /** Batches that were halted: they give it back once an approver lets them go on. */
  waiting: readonly string[];
}

/** Against the latest batch that holds the account. Throws a `PermanentError` where none does. */
export async function appealFor(ports: ControlPorts, account: string, reason: string): Promise<AppealRow> {
  const journal = new Journal(ports);
  const holding = await holdersOf(journal, await completeUpheld(ports, journal), account);
  const latest = holding.at(-1);
  if (!latest) throw new PermanentError(`no batch holds ${JSON.stringify(account)}: nothing was done to it from here that still stands`);
  await journal.decide((state) => openAppeal(state, account, latest.id, reason));
  const { appeals } = await journal.state();
  const open = [...appeals.values()].filter((appeal) => appeal.account === account && appeal.batch === latest.id);
  return rowOf(open.at(-1)!, await judgementsOf(ports));
}

/** Those not decided first, then the latest. */
export async function appealsOf(ports: ControlPorts): Promise<AppealRow[]> {
  const { appeals } = await completeUpheld(ports, new Journal(ports));
  const all = [...appeals.values()].sort((a, b) => Number(a.decision !== null) - Number(b.decision !== null) || b.entry - a.entry);
  const judgements = await judgementsOf(ports);
  return all.map((appeal) => rowOf(appeal, judgements));
}

/** The decision first, with what it gives back; the judgement follows it, here or at the next command that asks for appeals. */
export async function decideAppeal(
  ports: ControlPorts,
  id: string,
  verdict: "uphold" | "reject",
  reason: string,
  sign: Sign,
): Promise<Decided> {
  const journal = new Journal(ports);
  const asked = appealNamed(await completeUpheld(ports, journal), id);
  const signed = sign(decisionOf(asked, verdict, reason));
  refuseDecision(await journal.state(), asked, verdict, reason, signed, ports.clock.now());
  const found = verdict === "uphold" ? await foundFor(ports, await journal.state(), asked) : null;
  for (let decided = 0; decided === 0; ) {
    const state = await journal.state();
    const holding = found === null ? [] : (await holdersOf(journal, state, asked.account)).map((batch) => batch.id);
    const acts = await journal.decide((now, at) => {
      if (now.next !== state.next) return []; // decided meanwhile: who holds the account is found again
      const appeal = appealNamed(now, id);
      refuseDecision(now, appeal, verdict, reason, signed, at);
      const judgement = found === null ? null : judgementOf(appeal, found.struck, { by: signed.by, reason, at }).id;
      return [{ type: "decided", appeal: id, verdict, reason, signed, judgement }, ...givenBack(now, appeal, holding, reason, signed)];
    });
    decided = acts.length;
  }
  const state = await completeUpheld(ports, journal);
  const appeal = appealNamed(state, id);
  return {
    appeal: rowOf(appeal, await judgementsOf(ports)),
    struck: found?.struck ?? [],
    alsoFallen: found === null ? [] : await fallen(ports, journal, found.batch, found.plan, found.struck, appeal.account),
    waiting: [...state.batches.values()].filter((batch) => waitsForAppeal(batch, appeal.account)).map((batch) => batch.id),
  };
}

/** What the account was convicted by. Throws a `PermanentError` where no judgement could be made of it. */
async function foundFor(ports: ControlPorts, state: State, appeal: Appeal) {
  await refuseUnseen(ports, appeal.account);
  const batch = batchNamed(state, appeal.batch);
  const plan = await planOf(ports.store, batch);
  return { batch, plan, struck: await convicting(ports, batch, plan, appeal.account) };
}

/** It is being given back, and waits for a signature. */
const waitsForAppeal = ({ state, was, resumeNeeds, reversals }: Batch, account: string): boolean =>
  state === "paused" && was === "reversing" && resumeNeeds === "signature" && reversals.some(({ accounts }) => accounts?.includes(account));

/** Accounts of an upheld appeal's batch that are still held by it and whose case falls without what convicted the account. */
export async function fallenBy(ports: ControlPorts, id: string): Promise<{ batch: string; accounts: readonly string[] }> {
  const journal = new Journal(ports);
  const state = await completeUpheld(ports, journal);
  const appeal = appealNamed(state, id);
  if (appeal.decision?.verdict !== "uphold") throw new PermanentError(`${id} is not upheld: \`cautery appeals\` shows how each stands`);
  const batch = batchNamed(state, appeal.batch);
  const plan = await planOf(ports.store, batch);
  // as the judgement has them: the account is in no cluster any more, by which they could be found again
  const about = (await judgementsOf(ports)).get(id)?.about;
  const struck = about?.type === "innocence" ? about.struck : [];
  return { batch: batch.id, accounts: await fallen(ports, journal, batch, plan, struck, appeal.account) };
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

function rowOf({ id, account, batch, reason, at, decision }: Appeal, judgements: ReadonlyMap<string, Judgement>): AppealRow {
  return {
    appeal: id,
    account,
    batch,
    reason,
    at: new Date(at).toISOString(),
    decision:
      decision === null
        ? null
        : { ...decision, judgement: judgements.get(id)?.id ?? decision.judgement, at: new Date(decision.at).toISOString() },
  };
}
