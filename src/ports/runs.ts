/** Clusterings as they are kept: what was found, and the ids that clusters had. */
import type { ClusterRun, KnownCluster } from "../model/run.js";

export interface Runs {
  /** Makes `run` the current one in one transaction, with the index that later accounts are placed by; what was before stays as lineage. */
  saveRun(run: ClusterRun, index?: Uint8Array): Promise<void>;
  loadRun(): Promise<ClusterRun | null>;
  /** Ids and members of every cluster of the current run, and ids that were superseded. */
  knownClusters(): Promise<KnownCluster[]>;
  /** The current id for an id that may have been superseded, or null. */
  resolveClusterId(id: string): Promise<string | null>;

  /** A name of the current run, another for each; null before the first. */
  currentRun(): Promise<string | null>;
  /** The index that the current run was saved with, or null. */
  loadIndex(): Promise<{ run: string; bytes: Uint8Array } | null>;
}
