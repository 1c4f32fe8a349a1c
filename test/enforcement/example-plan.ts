/** Accounts, or what is special of them -> a plan as it would have been made, for tests of what is said and seen after it. */
import type { Plan, PlannedAccount } from "../../src/model/enforcement/plan.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";

export const HASH = "3f".repeat(32);

export function plannedAccount(account: string, special: Partial<PlannedAccount> = {}): PlannedAccount {
  return {
    account,
    cluster: "c-0ne",
    state: "active",
    measure: "suspend",
    instead: null,
    case: { links: 0, bits: 0, rows: [], leans_on: null },
    ...special,
  };
}

export function planOf(items: readonly PlannedAccount[], special: Partial<Plan> = {}): Plan {
  return {
    form: "cautery-plan/1",
    run: { digest: "7e".repeat(32) },
    clusters: [...new Set(items.map(({ cluster }) => cluster))].map((cluster) => ({
      cluster,
      lineage: [],
      disposition: "fraudulent",
      score: 0.97,
      size: items.filter((item) => item.cluster === cluster).length,
      operator: null,
      confidence: null,
    })),
    measure: "suspend",
    days: 30,
    way: "stages",
    window_minutes: 0,
    rate: 100,
    reason: "resale of access",
    target: "dry-run",
    min_confidence: null,
    shadow_days: null,
    policy: checkPolicy({}),
    exceptions: [],
    accounts: { root: "00".repeat(32), count: items.length, items },
    left_out: [],
    protected: [],
    blast_radius: {
      accounts: items.length,
      organizations: 0,
      accounts_with_organization: 0,
      paying: 0,
      exchanges_a_day: 0,
      tokens_a_day: 0,
    },
    least_error_rates: [],
    noticed: [],
    ...special,
  };
}
