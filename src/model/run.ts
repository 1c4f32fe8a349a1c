/** What one clustering found, what became of the clusters before it, and what is remembered of it. */
import type { AttributionShare, Cluster, Disposition } from "./cluster.js";
import type { FittedModel } from "./fitted.js";
import type { Link } from "./link.js";

/** What one clustering found. Clusters are sorted by size (descending), then id. */
export interface ClusterRun {
  clusters: readonly Cluster[];
  /** Links that hold the clusters together, of each cluster as many as questions about it need, sorted by (a, b). */
  links: readonly Link[];
  /** What the clusters were found by. */
  model: FittedModel;
  changes: readonly ClusterChange[];
  /** All accounts known, clustered or not. */
  accounts: number;
  /** Attribute keys that few have, where there were too many: they were no kinds of their own. Left out where there are none. */
  otherAttributeKeys?: number;
  /** Of large clusters; of one that has none, parts and places are made when they are asked for. */
  anatomies?: readonly KeptAnatomy[];
}

/** A large cluster's parts and places, as they are kept with a run and read again. */
export interface KeptAnatomy {
  cluster: string;
  /** JSON of what the next run recognises the parts by. */
  parts: string;
  /** JSON of what is told of them. */
  told: string;
  /** The whole graph in columns: `application/vnd.cautery.graph`. */
  graph: Uint8Array;
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

/** Clusters counted: how many, their accounts, and their accounts' exchanges. */
export interface Tally {
  clusters: number;
  accounts: number;
  exchanges: number;
}

/** What is remembered of one clustering. */
export interface RunInfo {
  /** Counts from 1. */
  number: number;
  /** A name of its own, for what is kept beside a run and goes with it. */
  id: string;
  /** When it was saved, milliseconds since 1970. */
  at: number;
  /** How many slices of events it saw. */
  ledger: number;
  /** All accounts known, clustered or not. */
  accounts: number;
  /** As in `ClusterRun`. */
  otherAttributeKeys?: number;
  total: Tally;
  byDisposition: Readonly<Record<Disposition, Tally>>;
  /** Fraudulent clusters by whom they are likeliest of: an operator's id, `unknown`, or a stranger's lasting name. */
  byOperator: Readonly<Record<string, Tally>>;
  /**
   * Clusters by what became of them since the run before (`number` - 1, also where that one is no longer kept); accounts that are in a
   * cluster and were in none then (`joined`), and the reverse.
   */
  changes: Readonly<Record<ClusterChange["type"], number>> & { joined: number; left: number };
}

/** One cluster's change from the run before: what became of it, and how many accounts it took in and let go. */
export interface RunChange extends ClusterChange {
  joined: number;
  left: number;
}

/** A cluster without its accounts, evidence and explanations: what a list of clusters shows. */
export interface ClusterSummary {
  id: string;
  size: number;
  score: number;
  disposition: Disposition;
  /** Milliseconds since 1970. */
  firstSeen: number;
  lastSeen: number;
  exchanges: number;
  /** The likeliest operator of a fraudulent cluster, or null. */
  likeliest: AttributionShare | null;
  /** The lasting name of an operator without a dossier that is behind several clusters: `unknown-7`. */
  stranger: string | null;
  /** The run in which it last changed in anything. */
  changedIn: number;
}
