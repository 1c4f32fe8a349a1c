/** Planned clusters' ids -> the clusters of today that are their heirs, and what is known of accounts: what both looks back are made of. */
import type { ExchangesByDay } from "../../enforcement/after.js";
import { populationOfRows } from "../../indicator/build.js";
import type { Cluster } from "../../model/cluster.js";
import type { StatusChange } from "../../model/status.js";
import type { GraphStore } from "../../ports/store.js";
import { heirsOf } from "../clusters.js";

/** Runs that are looked through for splits at the most: the latest. */
const RUNS = 1_000;
/** Accounts whose footprints are in memory at once. */
const TOGETHER = 10_000;

/**
 * Each cluster of the run `number` (the current one) that has a planned id, took it over, or split from one of these in a run that was
 * saved after `since` (milliseconds since 1970), with the planned ids that it is of. Splits in runs that are no longer kept are not
 * known.
 */
export async function heirClusters(
  store: GraphStore,
  planned: readonly string[],
  { since, number }: { since: number; number: number },
): Promise<{ cluster: Cluster; of: string[] }[]> {
  const passed = await passedOn(store, since);
  const of = new Map<string, Set<string>>();
  for (const id of planned) {
    const ids = new Set([id]);
    for (const { from, cluster } of passed) if (from.some((each) => ids.has(each))) ids.add(cluster);
    for (const each of ids)
      for (const heir of (await heirsOf(store, each)) ?? []) {
        const known = of.get(heir);
        if (known) known.add(id);
        else of.set(heir, new Set([id]));
      }
  }
  const found: { cluster: Cluster; of: string[] }[] = [];
  for (const [id, its] of of) {
    const cluster = await store.cluster(id, number);
    if (cluster !== null) found.push({ cluster, of: [...its] });
  }
  return found;
}

/** Merges and splits, the oldest first: a cluster that split may split again. */
async function passedOn(store: GraphStore, since: number): Promise<{ from: readonly string[]; cluster: string }[]> {
  const runs = (await store.runs({ limit: RUNS })).filter(({ at }) => at > since).sort((x, y) => x.number - y.number);
  const passed: { from: readonly string[]; cluster: string }[] = [];
  for (const { number } of runs)
    for (const change of await store.changesOf(number)) if (change.type === "split" || change.type === "merged") passed.push(change);
  return passed;
}

export interface SeenAccount {
  /** Milliseconds since 1970. */
  firstSeen: number;
  signupAt: number | null;
  status: readonly StatusChange[];
}

/** By account, as far as events were merged, which a clustering does; those without events are left out. */
export async function seenOf(store: GraphStore, accounts: readonly string[]): Promise<Map<string, SeenAccount>> {
  const seen = new Map<string, SeenAccount>();
  for (let from = 0; from < accounts.length; from += TOGETHER) {
    const population = populationOfRows(await store.footprintsOf(accounts.slice(from, from + TOGETHER)));
    for (let i = 0; i < population.size; i++) {
      const signupAt = population.signupAt[i];
      seen.set(population.account(i), {
        firstSeen: population.firstSeen[i],
        signupAt: Number.isNaN(signupAt) ? null : signupAt,
        status: population.status.get(i) ?? [],
      });
    }
  }
  return seen;
}

/** By account, day by day; what is so old that it is only known by month is not in it. */
export async function exchangesOf(store: GraphStore, accounts: readonly string[]): Promise<Map<string, ExchangesByDay>> {
  const all = new Map<string, ExchangesByDay>();
  for (let from = 0; from < accounts.length; from += TOGETHER)
    for (const { account, days } of await store.activityOf(accounts.slice(from, from + TOGETHER)))
      all.set(
        account,
        days.map(({ day, usage }) => ({ day, exchanges: usage.reduce((sum, { exchanges }) => sum + exchanges, 0) })),
      );
  return all;
}
