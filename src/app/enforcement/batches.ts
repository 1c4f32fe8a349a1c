/** The log -> batches as people and programs look at them: all, or one with what became of each account. */
import type { BatchAccountRow, BatchDetailRow, BatchRow } from "../../contract/batch.js";
import type { OutcomeEntry, Placed } from "../../enforcement/acts.js";
import { after, type Course, UNTOUCHED } from "../../enforcement/claims.js";
import { batchNamed } from "../../enforcement/decide/approve.js";
import { standingApprovals, stateAt } from "../../enforcement/quorum.js";
import type { Batch, State } from "../../enforcement/state.js";
import type { Plan } from "../../model/enforcement/plan.js";
import type { ControlPorts } from "./control.js";
import { planOf } from "./execute/execute.js";
import { countsOf, Outcomes } from "./execute/outcomes.js";
import { Journal } from "./journal.js";
import { lookAgain } from "./lookout.js";

const time = (at: number): string => new Date(at).toISOString();

/** The latest first. */
export async function batchesOf(ports: ControlPorts): Promise<BatchRow[]> {
  const state = await new Journal(ports).state();
  const batches = [...state.batches.values()].sort((a, b) => b.plannedEntry - a.plannedEntry);
  return batches.map((batch) => rowOf(state, batch, ports.clock.now()));
}

/** Throws a `PermanentError` where there is none. */
export async function batchDetail(ports: ControlPorts, id: string): Promise<BatchDetailRow & { plan: Plan }> {
  const journal = new Journal(ports);
  const state = await journal.state();
  const batch = batchNamed(state, id);
  const plan = await planOf(ports.store, batch);
  const outcomes = await Outcomes.load(journal, batch);
  const { skip, newcomers } = await lookAgain(ports.store, plan);
  return {
    ...rowOf(state, batch, ports.clock.now()),
    counts: countsOf(batch.accounts, outcomes.courses),
    accounts: plan.accounts.items.map((item) => accountRow(item, outcomes)),
    newcomers: [...newcomers],
    no_longer: [...skip].map(([account, why]) => ({ account, why })),
    checkpoint: (await ports.store.auditHead())?.checkpoint ?? "",
    plan,
  };
}

/** How a batch stands, and how many of its accounts have which outcome: asked again and again, it reads what came since. */
export class BatchProgress {
  readonly #ports: ControlPorts;
  readonly #journal: Journal;
  readonly #id: string;
  readonly #courses = new Map<string, Course>();
  #from = 0;

  constructor(ports: ControlPorts, id: string) {
    this.#ports = ports;
    this.#journal = new Journal(ports);
    this.#id = id;
  }

  /** Throws a `PermanentError` where there is no such batch. */
  async next(): Promise<Pick<BatchDetailRow, "state" | "counts" | "why">> {
    const state = await this.#journal.state();
    const batch = batchNamed(state, this.#id);
    for (const outcome of await this.#journal.outcomes(batch, this.#from)) {
      this.#courses.set(outcome.what.account, after(this.#courses.get(outcome.what.account) ?? UNTOUCHED, outcome));
      this.#from = outcome.entry + 1;
    }
    return { state: stateAt(state, batch, this.#ports.clock.now()), counts: countsOf(batch.accounts, this.#courses), why: batch.why };
  }
}

function accountRow({ account, measure }: Plan["accounts"]["items"][number], outcomes: Outcomes): BatchAccountRow {
  const { done, restored } = outcomes.courseOf(account);
  const back = [...restored.values()].filter(({ what: { reversal } }) => (reversal ?? 0) > 0).at(-1);
  return {
    account,
    outcome: done?.what.outcome ?? "waiting",
    at: done ? time(done.at) : null,
    measure: done?.what.deed ?? measure,
    ...(done?.what.why === undefined ? {} : { why: done.what.why }),
    ...(back ? { restored: restoredRow(back) } : {}),
  };
}

const restoredRow = ({ at, what: { outcome, why } }: Placed<OutcomeEntry>) => ({
  outcome,
  at: time(at),
  ...(why === undefined ? {} : { why }),
});

function rowOf(state: State, batch: Batch, now: number): BatchRow {
  const standing = new Set(standingApprovals(state, batch, now).map(({ entry }) => entry));
  return {
    batch: batch.id,
    hash: batch.hash,
    state: stateAt(state, batch, now),
    measure: batch.plan.measure,
    way: batch.plan.way,
    clusters: [...batch.plan.clusters],
    reason: batch.plan.reason,
    shadow_days: batch.plan.shadowDays,
    planned_by: [...batch.planners],
    planned_at: time(batch.plannedAt),
    run: batch.run,
    size: batch.accounts,
    approvals_needed: batch.rules.approvals,
    approvals: batch.approvals.map(({ entry, at, signed: { by } }) => ({ by, at: time(at), counts: standing.has(entry) })),
    started_at: batch.startedAt === null ? null : time(batch.startedAt),
    done_at: batch.doneAt === null ? null : time(batch.doneAt),
    why: batch.why,
    resume_needs: batch.resumeNeeds,
    break_glass:
      batch.brokenGlass === null ? null : { by: batch.brokenGlass.by, reason: batch.brokenGlass.reason, at: time(batch.brokenGlass.at) },
    gates: batch.gates.map(({ at, what: { wave, answer, why, figures } }) => ({ wave, answer, why, at: time(at), figures })),
    reversals: batch.reversals.map(({ by, at, reason, accounts }) => ({ by, at: time(at), reason, accounts: accounts?.length ?? "all" })),
    appeals: [...state.appeals.values()]
      .filter((appeal) => appeal.batch === batch.id)
      .map(({ id: appeal, account, decision }) => ({ appeal, account, decision: decision?.verdict ?? null })),
  };
}
