/**
 * Who was in which cluster the run before, and a run -> how many accounts each change took in and let go, and where every account is now.
 */
import type { ClusterRun, KnownCluster, RunChange } from "./run.js";

export interface Moves {
  /** The run's changes, in its order. */
  changes: RunChange[];
  /** Accounts that are in a cluster and were in none, and the reverse. */
  joined: number;
  left: number;
  /** The cluster of each account, then and now. */
  then: ReadonlyMap<string, string>;
  now: ReadonlyMap<string, string>;
}

/** `before`: the clusters of the run before, those that are superseded left out. */
export function moves(before: readonly KnownCluster[], run: ClusterRun): Moves {
  const then = homes(before);
  const now = homes(run.clusters);
  const came = countBy(now, then);
  const went = countBy(then, now);
  return {
    changes: run.changes.map((change) => ({ ...change, joined: came.get(change.cluster) ?? 0, left: went.get(change.cluster) ?? 0 })),
    joined: missing(now, then),
    left: missing(then, now),
    then,
    now,
  };
}

function homes(clusters: readonly { id: string; accounts: readonly string[] }[]): Map<string, string> {
  const home = new Map<string, string>();
  for (const { id, accounts } of clusters) for (const account of accounts) home.set(account, id);
  return home;
}

/** By cluster: its accounts that the others have elsewhere, or nowhere. */
function countBy(home: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): Map<string, number> {
  const count = new Map<string, number>();
  for (const [account, cluster] of home) if (other.get(account) !== cluster) count.set(cluster, (count.get(cluster) ?? 0) + 1);
  return count;
}

function missing(home: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): number {
  let count = 0;
  for (const account of home.keys()) if (!other.has(account)) count++;
  return count;
}
