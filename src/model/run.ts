/** What one clustering found, and what became of the clusters before it. */
import type { Cluster } from "./cluster.js";
import type { Link } from "./link.js";

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
