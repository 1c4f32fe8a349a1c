/** Lines of `clusters.ndjson` and `truth.ndjson` as an evaluation reads them: what a cluster's line has, and what is true of an account. */
import type { Cluster, Disposition } from "../model/cluster.js";

/** Operators, likeliest first; the confidences of all of a cluster's sum to 1. */
type Shares = readonly { operator: string; confidence: number }[];

/** What an evaluation reads of a cluster's line. */
export interface ClusterRow {
  cluster: string;
  accounts: readonly string[];
  /** The probability that it is one operator's fraudulent accounts. */
  score: number;
  disposition: Disposition;
  /** Of a fraudulent cluster. */
  attribution?: Shares;
  /** Where a cluster serves several operators, its accounts by whom they are each attributed to. */
  parts?: readonly { accounts: readonly string[]; attribution: Shares }[];
}

/** What an account really is. */
export interface TruthRow {
  account: string;
  fraud: boolean;
  /** Accounts that belong together share it; null for one that stands alone. */
  group: string | null;
  operator: string | null;
  kind: string;
  /** How careful a campaign is. An addition of `cautery simulate`: truth from elsewhere may lack it. */
  level?: string | null;
  /** The suspended account whose work it took over; an addition likewise. */
  replaces?: string | null;
  /** Innocent, and like fraud on purpose (a lab's red team, research with consent, a course): an addition likewise. */
  twin?: boolean | null;
}

/** A cluster as it was found -> its row, as `clusters.ndjson` has it. */
export function clusterRowOf({ id, accounts, score, disposition, attribution, parts = [] }: Cluster): ClusterRow {
  const attributed = disposition === "fraudulent" && attribution.length > 0;
  return {
    cluster: id,
    accounts,
    score,
    disposition,
    ...(attributed ? { attribution } : {}),
    ...(parts.length > 0 ? { parts } : {}),
  };
}
