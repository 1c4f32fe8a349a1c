/** The current run, loaded whole -> what a store is asked of it: for a store that keeps runs in pages. */
import type { Cluster } from "../model/cluster.js";
import { currentId } from "../model/lineage.js";
import type { ClusterRun, ClusterSummary, KnownCluster, RunInfo } from "../model/run.js";
import { likeliestOf } from "../model/tally.js";
import type { ClusterQuery, RunReader } from "../ports/runs.js";

type Read = Omit<RunReader, "knownClusters" | "loadIndex">;

export function readerOf(load: () => Promise<{ info: RunInfo; run: ClusterRun } | null>, known: () => Promise<KnownCluster[]>): Read {
  const clusters = async () => (await load())?.run.clusters ?? [];
  return {
    runs: async () => [(await load())?.info].filter((info) => info !== undefined),
    currentRun: async () => (await load())?.info ?? null,
    clusters: async (query) => listed((await clusters()).map(summaryOf), query),
    cluster: async (id) => (await clusters()).find((cluster) => cluster.id === id) ?? null,
    async *allClusters() {
      yield* await clusters();
    },
    clusterOf: async (account) => (await clusters()).find(({ accounts }) => accounts.includes(account))?.id ?? null,
    async linksOf(id) {
      const loaded = await load();
      const members = new Set(loaded?.run.clusters.find((cluster) => cluster.id === id)?.accounts);
      return (loaded?.run.links ?? []).filter(({ a, b }) => members.has(a) && members.has(b));
    },
    modelOf: async () => (await load())?.run.model ?? null,
    changesOf: async () => ((await load())?.run.changes ?? []).map((change) => ({ ...change, joined: 0, left: 0 })),
    async resolveClusterId(id) {
      const all = new Map((await known()).map((cluster) => [cluster.id, cluster]));
      return currentId(
        id,
        (each) => all.get(each)?.accounts.length !== 0 && all.has(each),
        (each) => all.get(each)?.supersededBy ?? null,
      );
    },
    hadCluster: async (id) => (await known()).some((cluster) => cluster.id === id),
    async splitFrom(id) {
      const loaded = await load();
      const standing = new Set(loaded?.run.clusters.map((cluster) => cluster.id));
      const split = (loaded?.run.changes ?? []).filter(
        ({ type, cluster, from }) => type === "split" && from.includes(id) && standing.has(cluster),
      );
      return split.map(({ cluster }) => cluster).sort();
    },
  };
}

function listed(all: ClusterSummary[], { disposition, operator, minSize = 0, minScore = 0, after, limit }: ClusterQuery): ClusterSummary[] {
  const fits = all.filter(
    (each) =>
      (disposition === undefined || each.disposition === disposition) &&
      (operator === undefined || each.likeliest?.operator === operator || each.stranger === operator) &&
      each.size >= minSize &&
      each.score >= minScore,
  );
  const from = after ? fits.findIndex(({ id }) => id === after.id) + 1 : 0;
  return fits.slice(from, from + limit);
}

function summaryOf(cluster: Cluster): ClusterSummary {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, attribution, stranger = null } = cluster;
  const likeliest = likeliestOf(cluster) === null ? null : (attribution[0] ?? null);
  return { id, size: accounts.length, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn: 1 };
}
