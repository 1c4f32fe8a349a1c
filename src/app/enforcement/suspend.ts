/**
 * Clusters and a measure -> a plan, kept and opened as a batch: the same plan, while it is open, is the same batch. Nothing else changes.
 */
import { openPlan } from "../../enforcement/decide/plan.js";
import { approvalsOf } from "../../model/enforcement/plan.js";
import type { ControlPorts } from "./control.js";
import { Journal } from "./journal.js";
import { type Planned, type PlanRequest, planSuspension } from "./plan.js";

export interface Opened extends Planned {
  /** It was there already, and open. */
  isKnown: boolean;
}

/** Throws a `PermanentError` where the clusters, the policy or whoever plans it do not allow it. */
export async function suspend(ports: ControlPorts, request: PlanRequest): Promise<Opened> {
  const planned = await planSuspension(ports, request);
  const { plan, hash, bytes, run } = planned;
  await ports.store.savePlan(hash, bytes);
  const { policy, measure, way, clusters, reason, days, shadow_days: shadowDays, accounts } = plan;
  const acts = await new Journal(ports).decide((state, now) =>
    openPlan(
      state,
      {
        hash,
        by: request.by,
        run,
        accounts: accounts.count,
        plan: { measure, way, clusters: clusters.map(({ cluster }) => cluster), reason, shadowDays },
        rules: {
          approvals: approvalsOf(plan),
          approvalHours: policy.approval_hours,
          planDays: policy.plan_days,
          dayCap: policy.day_cap,
          days,
        },
      },
      now,
    ),
  );
  return { ...planned, isKnown: !acts.some(({ what }) => what.type === "planned") };
}
