/** A cluster as it is kept: an id that lasts, its accounts, its score and disposition, its attribution, and the evidence for each. */
import type { CaseFamily } from "./family.js";

export type Disposition = "fraudulent" | "benign" | "unclear";

/** `bits` is log2 of a likelihood ratio; `accounts` is how many of the cluster's accounts it holds for. */
export interface Evidence {
  kind: string;
  value: string;
  accounts: number;
  bits: number;
}

/** One explanation of a cluster (campaign, company, campus, …) and how well it fits, in bits, relative to the best innocent one. */
export interface Explanation {
  name: string;
  bits: number;
  detail: string;
}

export interface AttributionShare {
  operator: string;
  confidence: number;
  /** The ICD 203 term of the confidence. */
  likelihood: string;
}

/** One piece of what speaks for an operator (bits above nought) or against; `accounts` is how many of the cluster's show it. */
export interface CaseEvidence {
  family: CaseFamily;
  kind: string;
  value: string;
  accounts: number;
  bits: number;
  detail: string;
}

/** One of the operators weighed, with the evidence for and against, strongest first; `bits` is its sum. */
export interface OperatorCase {
  operator: string;
  bits: number;
  evidence: readonly CaseEvidence[];
}

/** Accounts of a cluster whose own traffic is another hand's than the rest's. */
export interface AttributedPart {
  accounts: readonly string[];
  attribution: readonly AttributionShare[];
}

export interface Cluster {
  id: string;
  /** Sorted by code unit. */
  accounts: readonly string[];
  score: number;
  disposition: Disposition;
  /** Milliseconds since 1970. */
  firstSeen: number;
  lastSeen: number;
  exchanges: number;
  /** Present for fraudulent clusters, highest confidence first. */
  attribution: readonly AttributionShare[];
  /** The alternatives weighed, strongest first. */
  cases?: readonly OperatorCase[];
  /** Where the accounts' own traffic splits, its parts; together all accounts. */
  parts?: readonly AttributedPart[];
  /** The lasting name of an operator without a dossier that is behind several clusters: `unknown-7`. */
  stranger?: string;
  evidence: readonly Evidence[];
  explanations: readonly Explanation[];
  /** Median milliseconds from a suspension to the sign-up that took over, or null. */
  relinkMs: number | null;
}
