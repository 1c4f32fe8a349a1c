/** A cluster as it is kept: an id that lasts, its accounts, its score and disposition, its attribution, and the evidence for each. */

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
  family: string;
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

/** Two accounts, tied: `weight` is log2 of the Bayes factor, the sum of its evidence. */
export interface Link {
  a: string;
  b: string;
  weight: number;
  evidence: readonly { kind: string; value: string; bits: number }[];
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

/** What one clustering found. Clusters are sorted by size (descending), then id. */
export interface ClusterRun {
  clusters: readonly Cluster[];
  /** The links that hold the clusters together, sorted by (a, b). */
  links: readonly Link[];
  changes: readonly ClusterChange[];
  /** All accounts known, clustered or not. */
  accounts: number;
}

/** What became of clusters from one run to the next. */
export interface ClusterChange {
  type: "born" | "grown" | "merged" | "split" | "died";
  cluster: string;
  /** Ids that this one took over (merged) or came from (split). */
  from: readonly string[];
}

export interface KnownCluster {
  id: string;
  accounts: readonly string[];
  /** The id that took this one over, where it is no longer current. */
  supersededBy: string | null;
}

/** An account that came after a clustering, and where it belongs until the next one decides. */
export interface Placement {
  account: string;
  /** Id of the cluster, or null. */
  cluster: string | null;
  /** Where it is in none: accounts that it makes a new group with, sorted. */
  together: readonly string[];
  /** The weight of the strongest tie into the cluster or the group, or null where there is none. */
  bits: number | null;
  /** The strongest ties: into the cluster or the group; where there is neither, to the nearest accounts. */
  ties: readonly PlacementTie[];
  /** When it was placed, milliseconds since 1970. */
  at: number;
}

export interface PlacementTie {
  account: string;
  /** The cluster that this account is in, or null. */
  cluster: string | null;
  bits: number;
  /** The waterfall that sums to `bits`. */
  evidence: readonly { kind: string; value: string; bits: number }[];
}
