/**
 * Clusterings as they are kept: each run's clusters, one at a time and as of any run that is kept, what changed from run to run, and the
 * ids that clusters had.
 */
import type { Cluster, Disposition } from "../model/cluster.js";
import type { FittedModel } from "../model/fitted.js";
import type { Link } from "../model/link.js";
import type { Pruning } from "../model/pruning.js";
import type { ClusterRun, ClusterSummary, KeptAnatomy, KnownCluster, RunChange, RunInfo } from "../model/run.js";

/** What clusters a list wants, and how it is sorted: descending, then by id. */
export interface ClusterQuery {
  /** The run's number; the current one if left out. */
  run?: number;
  disposition?: Disposition;
  /**
   * Fraudulent clusters that are likeliest this operator's, as `likeliestOf` says: an id, a stranger's name, or `unknown` for those of
   * neither.
   */
  operator?: string;
  minSize?: number;
  minScore?: number;
  /** Clusters that changed in a run after this one. */
  changedSince?: number;
  sort?: "size" | "score" | "exchanges" | "last_seen";
  /** The last cluster of the page before, as it was given. */
  after?: ClusterSummary;
  /** 1 to 1,000. */
  limit: number;
}

/**
 * Reading costs what is asked for, not what the run holds. `run` is a run's number; the current one where it is left out. A run that is not
 * kept has nothing.
 */
export interface RunReader {
  /** The newest first; those before `before`, at most `limit` of them. */
  runs(page?: { before?: number; limit?: number }): Promise<RunInfo[]>;
  /** Null before the first. */
  currentRun(): Promise<RunInfo | null>;
  clusters(query: ClusterQuery): Promise<ClusterSummary[]>;
  /** The cluster that has this id in the run, or null. */
  cluster(id: string, run?: number): Promise<Cluster | null>;
  /** All of the run, in its order (size descending, then id): for what is written whole. */
  allClusters(run?: number): AsyncIterable<Cluster>;
  /** The id of the cluster that the account is in, or null. */
  clusterOf(account: string, run?: number): Promise<string | null>;
  /** The links that are kept of a cluster, sorted by (a, b). */
  linksOf(cluster: string, run?: number): Promise<Link[]>;
  /** What the run was decided by; null where there is no such run. */
  modelOf(run?: number): Promise<FittedModel | null>;
  /**
   * The links among these that an account has, sorted by (a, b): without the cluster's others. Quick for one account after the other where
   * the run is named and the cluster, which is the account's.
   */
  tiesOf(account: string, run?: number, cluster?: string): Promise<Link[]>;
  /** Of a large cluster of the current run, as it was kept; null where it has none, or `run` is another. */
  anatomyOf(cluster: string, run: number): Promise<KeptAnatomy | null>;
  /** What the current run's parts are recognised by, of each cluster that has any kept; by cluster. */
  knownParts(): Promise<Pick<KeptAnatomy, "cluster" | "parts">[]>;
  /** What became of clusters since the run before this one, also where that one is no longer kept; by cluster, then type. */
  changesOf(run: number): Promise<RunChange[]>;
  /** Today's id for an id of any time, through every merge; null for one that is unknown or that nothing took over. */
  resolveClusterId(id: string): Promise<string | null>;
  /** Whether any run ever had a cluster of this id. */
  hadCluster(id: string): Promise<boolean>;
  /** Clusters that split from this one, of the current run. */
  splitFrom(id: string): Promise<string[]>;
  /** Ids and members of every cluster of the current run, and ids that were superseded (without members). */
  knownClusters(): Promise<KnownCluster[]>;
  /** Those of them that were superseded: without reading any members. */
  formerClusters(): Promise<KnownCluster[]>;
  /**
   * The index that later accounts are placed by, and the id of the run that it was saved with: the current one; null where there is none.
   */
  loadIndex(): Promise<{ run: string; bytes: Uint8Array } | null>;
}

/** What is known of a run beside what it found. */
export interface RunCircumstances {
  /** Milliseconds since 1970. */
  at: number;
  /** How many slices of events it saw. */
  ledger: number;
  /** The index that later accounts are placed by. */
  index?: Uint8Array;
}

export interface RunWriter {
  /**
   * Makes `run` the current one in one transaction; what was before stays as history, and what did not change is not written again. Links
   * across clusters are left out.
   */
  saveRun(run: ClusterRun, circumstances: RunCircumstances): Promise<RunInfo>;
  /**
   * Drops old runs, never the current one; what a kept run shows stays as it was, and what changed in those dropped goes with them. Returns
   * their numbers.
   */
  pruneRuns(pruning: Pruning): Promise<number[]>;
}

export type Runs = RunReader & RunWriter;
