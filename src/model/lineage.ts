/**
 * Known clusters and the run that follows them -> the ids that are no longer current and what took each over; every store keeps lineage by
 * these rules.
 */
import { gather } from "../tools/gather.js";
import { byCodeUnit } from "../tools/order.js";
import type { ClusterRun, KnownCluster } from "./run.js";

/**
 * Ids that `run` retires: known before, and no cluster of it. A merge or split that names the id took it over (the largest cluster that
 * does, as `run.clusters` is sorted by size); one that nothing took over has no successor. What was retired before and is current again is
 * left out.
 */
export function retired(known: readonly KnownCluster[], run: ClusterRun): KnownCluster[] {
  const rank = new Map(run.clusters.map((cluster, i) => [cluster.id, i]));
  const successor = new Map<string, string>();
  const larger = (a: string, b: string) => (rank.get(a) ?? rank.size) < (rank.get(b) ?? rank.size);
  for (const { cluster, from } of run.changes) {
    if (!rank.has(cluster)) continue;
    for (const id of from) if (!successor.has(id) || larger(cluster, successor.get(id) as string)) successor.set(id, cluster);
  }
  return known
    .filter(({ id }) => !rank.has(id))
    .map(({ id, supersededBy }) => ({ id, accounts: [], supersededBy: successor.get(id) ?? supersededBy }))
    .sort((a, b) => byCodeUnit(a.id, b.id));
}

/** The current id for an id that may have been superseded, however many times; null for one that is unknown or that nothing took over. */
export function currentId(id: string, isCurrent: (id: string) => boolean, supersededBy: (id: string) => string | null): string | null {
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null && !seen.has(at); at = supersededBy(at)) {
    if (isCurrent(at)) return at;
    seen.add(at);
  }
  return null;
}

/** Ids that led to this one, through every merge: those that are most mergers away first, then by id. */
export function formerIdsOf(id: string, former: readonly KnownCluster[]): string[] {
  const takenOver = new Map<string, string[]>();
  for (const { id: old, supersededBy } of former) if (supersededBy !== null) gather(takenOver, supersededBy, old);
  const rounds: string[][] = [];
  const seen = new Set([id]);
  for (let round = [id]; round.length > 0; ) {
    round = round.flatMap((each) => takenOver.get(each) ?? []).filter((each) => !seen.has(each) && seen.add(each));
    rounds.push(round.sort(byCodeUnit));
  }
  return rounds.reverse().flat();
}
