/** A measure taken -> the statement for the team: the same decision with its evidence, as the plan has it. Never for outsiders. */
import { type AccountCase, batchOf, type Measure, type Plan, type PlannedAccount } from "../../model/enforcement/plan.js";
import type { Automation, Decided, TakenMeasure } from "./taken.js";

/** Times are RFC 3339, UTC. */
export interface InternalStatement {
  account: string;
  cluster: string;
  batch: string;
  /** The plan's hash. */
  plan: string;
  run: string;
  reference: string;
  reason: string;
  clause: string;
  target: string;
  /** Links, and the rows with their bits; what it leans on. */
  case: AccountCase;
  /** As planned: the measure, why another than the plan's, and the state before. */
  planned: { measure: Measure; instead: PlannedAccount["instead"]; state: PlannedAccount["state"] };
  approvals: readonly string[];
  decided_by_automated_means: Automation;
  outcome: { measure: Measure; at: string; until: string | null };
  /** Whether the user was told; null, or why not. */
  untold: string | null;
}

export function internalStatement(
  plan: Plan,
  planned: PlannedAccount,
  taken: TakenMeasure,
  { reference, automation, at, until }: Decided,
  { hash, approvals, untold }: { hash: string; approvals: readonly string[]; untold: string | null },
): InternalStatement {
  const { account, cluster, measure, instead, state } = planned;
  return {
    account,
    cluster,
    batch: batchOf(hash),
    plan: hash,
    run: plan.run.digest,
    reference,
    reason: plan.reason,
    clause: plan.policy.clause,
    target: plan.target,
    case: planned.case,
    planned: { measure, instead, state },
    approvals,
    decided_by_automated_means: automation,
    outcome: { measure: taken.measure, at, until },
    untold,
  };
}
