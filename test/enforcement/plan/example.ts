/** Accounts by name and what is odd about each -> facts and terms of a plan, for tests of what is planned. */
import type { PlanFacts } from "../../../src/enforcement/plan/plan.js";
import type { PlanTerms } from "../../../src/enforcement/plan/terms.js";
import type { Particulars } from "../../../src/indicator/particulars.js";
import type { Cluster } from "../../../src/model/cluster.js";
import type { AccountCase } from "../../../src/model/enforcement/plan.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import type { StatusChange } from "../../../src/model/status.js";

export const NOW = Date.UTC(2026, 5, 30);
const DAY = 86_400_000;

export const STRONG: AccountCase = { links: 3, bits: 12, rows: [{ kind: "device", value: "x", bits: 9, accounts: 3 }], leans_on: null };
export const FRAGILE: AccountCase = { ...STRONG, links: 1, leans_on: { kind: "device", value: "x" } };
export const NO_CASE: AccountCase = { links: 0, bits: 0, rows: [], leans_on: null };

/** Ten days old, last seen now, with ten exchanges a day. */
export const ORDINARY: Particulars = {
  firstSeen: NOW - 10 * DAY,
  lastSeen: NOW,
  signupAt: NOW - 10 * DAY,
  exchanges: 100,
  tokens: 5000,
  status: [],
  organizations: [],
  paymentKinds: ["credit"],
  verifiedAt: null,
};

export const status = (...changes: readonly (readonly [StatusChange["status"], string | null])[]): StatusChange[] =>
  changes.map(([status, actor], i) => ({ at: NOW - (changes.length - i) * 1000, status, actor, reason: null }));

export function cluster(id: string, accounts: readonly string[]): Cluster {
  return {
    id,
    accounts: [...accounts].sort(),
    score: 0.9,
    disposition: "fraudulent",
    firstSeen: NOW - 10 * DAY,
    lastSeen: NOW,
    exchanges: 100 * accounts.length,
    attribution: [{ operator: "op-a", confidence: 0.8, likelihood: "likely" }],
    evidence: [],
    explanations: [],
    relinkMs: null,
  };
}

interface Odd {
  case?: AccountCase;
  misfit?: number;
  is?: Partial<Particulars>;
}

/** One cluster, `c-1`, of these accounts; all but what is odd of them is ordinary. */
export function factsOf(accounts: readonly string[], odd: Readonly<Record<string, Odd>> = {}, innocent: readonly string[] = []): PlanFacts {
  return {
    clusters: [
      {
        cluster: cluster("c-1", accounts),
        lineage: ["c-0"],
        cases: new Map(accounts.map((account) => [account, odd[account]?.case ?? STRONG])),
        misfits: new Map(accounts.flatMap((account) => (odd[account]?.misfit === undefined ? [] : [[account, odd[account].misfit]]))),
      },
    ],
    particulars: new Map(accounts.map((account) => [account, { ...ORDINARY, ...odd[account]?.is }])),
    innocent: new Set(innocent),
  };
}

export function termsOf({ policy = {}, ...given }: Partial<Omit<PlanTerms, "policy">> & { policy?: object } = {}): PlanTerms {
  return {
    measure: "suspend",
    days: null,
    way: "stages",
    window_minutes: 15,
    rate: 10,
    reason: "one hand",
    target: "dry-run",
    min_confidence: null,
    shadow_days: null,
    exceptions: [],
    tracers: 0,
    ...given,
    policy: checkPolicy({ sample: { share: 0, most: 0 }, ...policy }),
  };
}

export const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `acc-${String(i).padStart(4, "0")}`);
