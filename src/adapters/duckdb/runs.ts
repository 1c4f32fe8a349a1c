/** Clusterings <-> the embedded store: the current run as pages of JSON, and the ids of clusters that are no longer current. */
import { randomUUID } from "node:crypto";
import { PermanentError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import { retired } from "../../model/lineage.js";
import type { Link } from "../../model/link.js";
import type { ClusterChange, ClusterRun, RunInfo } from "../../model/run.js";
import { tally } from "../../model/tally.js";
import type { Runs } from "../../ports/runs.js";
import { readerOf } from "../whole-run.js";
import type { DuckDbClient } from "./client.js";

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
  const load = async () => {
    const [info] = await items<RunInfo>("summary");
    if (!info) return null;
    const [model] = await items<FittedModel>("model");
    if (!model) throw new PermanentError("the clusters were kept by another version of cautery: cluster again");
    const run: ClusterRun = {
      model,
      clusters: await items<Cluster>("clusters"),
      links: await items<Link>("links"),
      changes: await items<ClusterChange>("changes"),
      accounts: info.accounts,
    };
    return { info, run };
  };
  return {
    ...readerOf(load, knownClusters),
    async saveRun(run, { at, ledger, index }) {
      const former = retired(await knownClusters(), run);
      const number = ((await items<RunInfo>("summary"))[0]?.number ?? 0) + 1;
      const changes = { born: 0, grown: 0, merged: 0, split: 0, died: 0, joined: 0, left: 0 };
      for (const { type } of run.changes) changes[type]++;
      const info: RunInfo = { number, id: randomUUID(), at, ledger, accounts: run.accounts, ...tally(run.clusters), changes };
      await client.transaction(async (query) => {
        await query("DELETE FROM runs");
        for (const { kind, seq, page } of pages(run, info, index)) await query("INSERT INTO runs VALUES ($1, $2, $3)", [kind, seq, page]);
        await query("DELETE FROM former_clusters");
        for (const { id, supersededBy } of former) await query("INSERT INTO former_clusters VALUES ($1, $2)", [id, supersededBy]);
      });
      return info;
    },
    pruneRuns: async () => [],
    async loadIndex() {
      const [info] = await items<RunInfo>("summary");
      const rows = await client.query("SELECT page FROM runs WHERE kind = 'index' ORDER BY seq");
      if (!info || rows.length === 0) return null;
      return { run: info.id, bytes: Buffer.concat(rows.map(({ page }) => Buffer.from(String(page), "base64"))) };
    },
    knownClusters,
  };
}

function* pages(
  run: ClusterRun,
  info: RunInfo,
  index: Uint8Array = new Uint8Array(),
): Generator<{ kind: string; seq: number; page: string }> {
  yield { kind: "summary", seq: 0, page: JSON.stringify([info]) };
  yield { kind: "model", seq: 0, page: JSON.stringify([run.model]) };
  for (let at = 0; at < index.length; at += PAGE_BYTES) {
    yield { kind: "index", seq: at / PAGE_BYTES, page: Buffer.from(index.subarray(at, at + PAGE_BYTES)).toString("base64") };
  }
  for (const kind of ["clusters", "links", "changes"] as const) {
    for (let from = 0; from < run[kind].length; from += PAGE_ITEMS) {
      yield { kind, seq: from / PAGE_ITEMS, page: JSON.stringify(run[kind].slice(from, from + PAGE_ITEMS)) };
    }
  }
}
