/** What is asked to be done to which accounts, and why, as persons approve it: canonical JSON whose hash is its name. */
import type { Disposition } from "../cluster.js";
import { approvalsNeeded, type Policy } from "./policy.js";

export const MEASURES = ["suspend", "rate-limit", "verify", "watch"] as const;
export type Measure = (typeof MEASURES)[number];

export const WAYS = ["stages", "strike"] as const;
export type Way = (typeof WAYS)[number];

/** As the platform names them (`ports/platform.ts`). */
export type AccountState = "active" | "suspended" | "rate_limited" | "verifying" | "verified" | "watched" | "closed";

/** A value, or a relation, that ties an account to others of its cluster. */
export interface CaseRow {
  kind: string;
  value: string;
  /** The most that it gives in any of the account's links. */
  bits: number;
  /** With how many others of the cluster. */
  accounts: number;
}

/** An account's own case as of the run: what ties it to the rest of its cluster. */
export interface AccountCase {
  /** Of its links to the cluster's body: how many are kept, and the strongest, in bits. */
  links: number;
  bits: number;
  /** The strongest first, a few of them. */
  rows: readonly CaseRow[];
  /** The single value without which it would fall off; null where there is none such. An account without a link falls off by nothing. */
  leans_on: { kind: string; value: string } | null;
  /** Which part of its cluster it is tied into, from 1; absent where the cluster has no parts, or the account no link. */
  part?: number;
}

export interface PlannedAccount {
  account: string;
  cluster: string;
  /** Before, as of the run. */
  state: AccountState;
  measure: Measure;
  /**
   * Why another measure than the plan's, or null. `contested`: its cluster is fraudulent by an analyst's word alone, and an innocent
   * explanation is the likelier one by its own weighing.
   */
  instead: "contested" | "fragile" | "sample" | "tracer" | "old" | null;
  case: AccountCase;
  /**
   * How ill what it does fits what the rest of its cluster does, in standard deviations: above 0 where it fits less than most. Absent where
   * nothing is known of it.
   */
  misfit?: number;
}

/** An account that is of the clusters and not on the plan. */
export interface LeftOut {
  account: string;
  why: string;
}

export interface PlannedCluster {
  cluster: string;
  /** Ids that it had, or took over, before: oldest first. */
  lineage: readonly string[];
  disposition: Disposition;
  score: number;
  size: number;
  /** The likeliest operator with its confidence; null where it is not fraudulent. */
  operator: string | null;
  confidence: number | null;
}

export interface BlastRadius {
  accounts: number;
  /** Distinct organisations and accounts with one. */
  organizations: number;
  accounts_with_organization: number;
  /** With a payment of any kind but prepaid and virtual. */
  paying: number;
  /** Over the days that the store has, the mean a day since each account's first. */
  exchanges_a_day: number;
  tokens_a_day: number;
}

/** Times are durations here: the same plan at another hour has the same hash. */
export interface Plan {
  form: "cautery-plan/1";
  /** SHA-256 over the clusters as they were found: the same events give the same, embedded and on services. */
  run: { digest: string };
  clusters: readonly PlannedCluster[];
  measure: Measure;
  /** How long it lasts from the first call on; null: until lifted. */
  days: number | null;
  way: Way;
  window_minutes: number;
  /** Calls a second. */
  rate: number;
  reason: string;
  /** Where it goes: the platform's address without secrets, a file, or `dry-run`. */
  target: string;
  min_confidence: number | null;
  /** Days that it is only watched what it would have hit; null for a plan that is meant. */
  shadow_days: number | null;
  policy: Policy;
  exceptions: readonly LeftOut[];
  /** The Merkle root (RFC 6962, over the ids' UTF-8, sorted by code unit) and what the ids are of. */
  accounts: { root: string; count: number; items: readonly PlannedAccount[] };
  left_out: readonly LeftOut[];
  protected: readonly LeftOut[];
  blast_radius: BlastRadius;
  /** The least error rate that each stage can show at 95 %: 3 / accounts (rule of three; Hanley & Lippman-Hand 1983). */
  least_error_rates: readonly number[];
  /** What the operator will notice, and when. */
  noticed: readonly string[];
}

/** The batch that a plan is, by its hash (hex SHA-256 of its canonical JSON). */
export const batchOf = (hash: string): string => `b-${hash.slice(0, 16)}`;

/** Its case falls with a single value, or it has none of its own: it is asked to verify itself where others are suspended. */
export const isFragile = ({ links, leans_on }: AccountCase): boolean => links === 0 || leans_on !== null;

/** How many persons have to approve it: more where accounts that the policy protects by their age are on it all the same. */
export const approvalsOf = ({ policy, accounts: { count, items } }: Pick<Plan, "policy" | "accounts">): number =>
  approvalsNeeded(
    policy,
    count,
    items.some(({ instead }) => instead === "old"),
  );
