/** A plan and its hash -> what `suspend --json` prints, as the contract has it: counts, and who has to agree. */
import {
  approvalsOf,
  type BlastRadius,
  batchOf,
  isFragile,
  type LeftOut,
  type Measure,
  type Plan,
  type Way,
} from "../model/enforcement/plan.js";

export interface PlanSummary {
  batch: string;
  hash: string;
  /** On the plan. */
  accounts: number;
  left_out: number;
  left_out_accounts: readonly LeftOut[];
  protected: number;
  protected_accounts: readonly LeftOut[];
  /** Of those on the plan, whose case falls with a single value: asked to verify themselves where others are suspended. */
  fragile: number;
  fragile_accounts: readonly string[];
  approvals_needed: number;
  /** The only one, or the first by id. */
  cluster: string;
  clusters: readonly string[];
  measure: Measure;
  way: Way;
  days: number | null;
  shadow_days: number | null;
  target: string;
  /** Accounts by what is done to each. */
  measures: Readonly<Record<Measure, number>>;
  blast_radius: BlastRadius;
  least_error_rates: readonly number[];
  noticed: readonly string[];
}

export function planSummary(plan: Plan, hash: string): PlanSummary {
  const { clusters, accounts, measure, way, days, shadow_days, target, blast_radius, least_error_rates, noticed } = plan;
  const measures: Record<Measure, number> = { suspend: 0, "rate-limit": 0, verify: 0, watch: 0 };
  const fragile = accounts.items.filter((item) => isFragile(item.case));
  for (const item of accounts.items) measures[item.measure]++;
  return {
    batch: batchOf(hash),
    hash,
    accounts: accounts.count,
    left_out: plan.left_out.length,
    left_out_accounts: plan.left_out,
    protected: plan.protected.length,
    protected_accounts: plan.protected,
    fragile: fragile.length,
    fragile_accounts: fragile.map(({ account }) => account),
    approvals_needed: approvalsOf(plan),
    cluster: clusters[0].cluster,
    clusters: clusters.map(({ cluster }) => cluster),
    measure,
    way,
    days,
    shadow_days,
    target,
    measures,
    blast_radius,
    least_error_rates,
    noticed,
  };
}
