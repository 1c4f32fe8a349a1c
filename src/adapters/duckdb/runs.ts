/** Clusterings <-> the embedded store: the current run as pages of JSON, and the ids of clusters that are no longer current. */
import { randomUUID } from "node:crypto";
import type { Cluster } from "../../model/cluster.js";
import { currentId, retired } from "../../model/lineage.js";
import type { Link } from "../../model/link.js";
import type { ClusterChange, ClusterRun } from "../../model/run.js";
import type { GraphStore } from "../../ports/store.js";
import type { DuckDbClient } from "./client.js";

type Runs = Pick<GraphStore, "saveRun" | "loadRun" | "currentRun" | "loadIndex" | "knownClusters" | "resolveClusterId">;

const PAGE_ITEMS = 2000;
const PAGE_BYTES = 1 << 20;

export function runs(client: DuckDbClient): Runs {
  const items = async <T>(kind: string): Promise<T[]> => {
    const rows = await client.query("SELECT page FROM runs WHERE kind = $1 ORDER BY seq", [kind]);
    return rows.flatMap(({ page }) => JSON.parse(String(page)) as T[]);
  };
  const knownClusters = async () => {
    const former = await client.query("SELECT id, superseded_by FROM former_clusters ORDER BY id");
    return [
      ...(await items<Cluster>("clusters")).map(({ id, accounts }) => ({ id, accounts, supersededBy: null })),
      ...former.map((row) => ({ id: String(row.id), accounts: [], supersededBy: row.superseded_by as string | null })),
    ];
  };
  return {
    async saveRun(run, index) {
      const former = retired(await knownClusters(), run);
      await client.transaction(async (query) => {
        await query("DELETE FROM runs");
        for (const { kind, seq, page } of pages(run, index)) await query("INSERT INTO runs VALUES ($1, $2, $3)", [kind, seq, page]);
        await query("DELETE FROM former_clusters");
        for (const { id, supersededBy } of former) await query("INSERT INTO former_clusters VALUES ($1, $2)", [id, supersededBy]);
      });
    },
    async loadRun() {
      const [summary] = await items<{ accounts: number }>("summary");
      if (!summary) return null;
      const [clusters, links, changes] = [
        await items<Cluster>("clusters"),
        await items<Link>("links"),
        await items<ClusterChange>("changes"),
      ];
      return { clusters, links, changes, accounts: summary.accounts };
    },
    async currentRun() {
      const [summary] = await items<{ name?: string }>("summary");
      return summary ? (summary.name ?? "") : null;
    },
    async loadIndex() {
      const [summary] = await items<{ name?: string }>("summary");
      const rows = await client.query("SELECT page FROM runs WHERE kind = 'index' ORDER BY seq");
      if (!summary || rows.length === 0) return null;
      return { run: summary.name ?? "", bytes: Buffer.concat(rows.map(({ page }) => Buffer.from(String(page), "base64"))) };
    },
    knownClusters,
    async resolveClusterId(id) {
      const known = new Map((await knownClusters()).map((cluster) => [cluster.id, cluster]));
      return currentId(
        id,
        (each) => known.get(each)?.accounts.length !== 0 && known.has(each),
        (each) => known.get(each)?.supersededBy ?? null,
      );
    },
  };
}

function* pages(run: ClusterRun, index: Uint8Array = new Uint8Array()): Generator<{ kind: string; seq: number; page: string }> {
  yield { kind: "summary", seq: 0, page: JSON.stringify([{ accounts: run.accounts, name: randomUUID() }]) };
  for (let at = 0; at < index.length; at += PAGE_BYTES) {
    yield { kind: "index", seq: at / PAGE_BYTES, page: Buffer.from(index.subarray(at, at + PAGE_BYTES)).toString("base64") };
  }
  for (const kind of ["clusters", "links", "changes"] as const) {
    for (let from = 0; from < run[kind].length; from += PAGE_ITEMS) {
      yield { kind, seq: from / PAGE_ITEMS, page: JSON.stringify(run[kind].slice(from, from + PAGE_ITEMS)) };
    }
  }
}
