/**
 * What a report is counted from, beside its accounts' sums: plain data, as the store held it at the run. It is kept with the report, so
 * that every figure can be counted again.
 */
import type { AttributionShare, CaseEvidence, Evidence } from "../../model/cluster.js";

/** How many accounts analysts said it of, and how many they denied it of. */
export interface Said {
  attribution: { yes: number; no: number };
  campaign: { yes: number; no: number };
}

export interface MaterialCluster {
  id: string;
  /** The likeliest: a dossier's id, a stranger's name, or `unknown`. */
  operator: string;
  members: number;
  score: number;
  /** Milliseconds since 1970. */
  firstSeen: number;
  lastSeen: number;
  attribution: readonly AttributionShare[];
  evidence: readonly Evidence[];
  /** Evidence for and against the operator. */
  weighed: readonly CaseEvidence[];
  /** Its accounts of which analysts said that they are the operator's, and that they are not; and so whether they are fraudulent. */
  said: Said;
}

export interface MaterialAccount {
  account: string;
  /** Its cluster's place. */
  cluster: number;
  /** Of usage, up to the run. */
  countries: readonly string[];
  /** Suspensions and reinstatements in the period, milliseconds since 1970, ascending. */
  suspended: readonly number[];
  reinstated: readonly number[];
  signupAt: number | null;
  hasPrompt: boolean;
}

/** A model's exchanges of one cluster's accounts: in the period, and before it. */
export interface MaterialModel {
  cluster: number;
  model: string;
  exchanges: number;
  before: number;
  /** The first day of the period on which it was used. */
  first: number | null;
}

export interface MaterialBatch {
  batch: string;
  measure: string;
  state: string;
  approvedAt: number | null;
  clusters: readonly string[];
  accounts: number;
  /** In the period. */
  struck: number;
  reversed: number;
  work: { before: number; after: number; share: number | null } | null;
  brokenGlass: boolean;
}

export interface MaterialAppeals {
  received: number;
  upheld: number;
  rejected: number;
  open: number;
}

/** A judgement of an earlier report, and whether analysts have said since that it is so. */
export interface MaterialScored {
  report: string;
  /** Its id there, such as `attribution/op-a`. */
  judgement: string;
  probability: number;
  resolved: boolean | null;
}

export interface MaterialCorrection {
  /** The earlier period, in days. */
  from: number;
  to: number;
  operator: string;
  why: Why;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
}

export const WHYS = ["late", "found", "cleared", "moved here", "moved away"] as const;
export type Why = (typeof WHYS)[number];

export interface Material {
  form: 1;
  id: string;
  zone: string;
  /** Days: [from, to). */
  from: number;
  to: number;
  run: { number: number; at: number; ledger: number };
  scope: { operator: string | null; cluster: string | null };
  /** When it was due, where it is late. */
  due: number | null;
  clusters: readonly MaterialCluster[];
  /** In the order of the sums. */
  accounts: readonly MaterialAccount[];
  models: readonly MaterialModel[];
  /** Exchanges by capability of accounts in no fraudulent cluster; null where the run does not tell. */
  usual: Readonly<Record<string, number>> | null;
  /** By operator's id: its dossier's name. */
  names: Readonly<Record<string, string>>;
  unclear: { clusters: number; accounts: number; exchanges: number };
  quarantined: number;
  /** Exchanges of months that reach across an end of the period. */
  cut: number;
  batches: readonly MaterialBatch[];
  appeals: MaterialAppeals;
  scored: readonly MaterialScored[];
  corrections: readonly MaterialCorrection[];
  /** The last report of the same scope before this period. */
  before: { report: string; accounts: number; exchanges: number } | null;
}
