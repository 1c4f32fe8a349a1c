/** Clusterings <-> Neo4j: a run is kept whole, to the last bit, as pages under its number, and becomes current in one transaction; then the graph that analysts see follows. */
import { randomUUID } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { PermanentError, TransientError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import { retired } from "../../model/lineage.js";
import type { Link } from "../../model/link.js";
import type { ClusterChange, ClusterRun, RunInfo } from "../../model/run.js";
import { tally } from "../../model/tally.js";
import type { Runs } from "../../ports/runs.js";
import { readerOf } from "../whole-run.js";
import { batches, type Neo4jClient, toBytes, toText, whole } from "./client.js";
import { showRun } from "./graph.js";
import { dropPlacements } from "./placements.js";

type Kind = "clusters" | "links" | "changes" | "model" | "index";

const PAGE_ITEMS = 5_000;
const PAGE_BYTES = 1 << 20;
const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

export function runs(client: Neo4jClient): Runs {
  const current = async () => {
    const [row] = await client.read("runs/read-run");
    return row ? { number: Number(row.number), pages: String(row.pages), info: JSON.parse(String(row.info)) as RunInfo } : null;
  };
  const items = async <T>(pages: string, kind: Kind): Promise<T[]> => {
    const lists: T[][] = [];
    for await (const { data } of client.stream("runs/read-run-pages", { pages, kind }, 4)) lists.push(unpack(data) as T[]);
    return lists.flat();
  };
  const clusters = async () => {
    const run = await current();
    return run ? await items<Cluster>(run.pages, "clusters") : [];
  };
  const former = async () => {
    const rows = await client.read("runs/read-former-clusters");
    return rows.map(({ id, supersededBy }) => ({ id: String(id), accounts: [], supersededBy: supersededBy as string | null }));
  };
  const known = async () => [...(await clusters()).map(({ id, accounts }) => ({ id, accounts, supersededBy: null })), ...(await former())];

  const load = async () => {
    const run = await current();
    if (run === null) return null;
    const [model] = await items<FittedModel>(run.pages, "model");
    if (!model) throw new PermanentError("the clusters were kept by another version of cautery: cluster again");
    const found: ClusterRun = {
      model,
      clusters: await items<Cluster>(run.pages, "clusters"),
      links: await items<Link>(run.pages, "links"),
      changes: await items<ClusterChange>(run.pages, "changes"),
      accounts: run.info.accounts,
    };
    return { info: run.info, run: found };
  };

  return {
    ...readerOf(load, known),
    async saveRun(run, { at, ledger, index = new Uint8Array() }) {
      const before = await current();
      const superseded = retired(await known(), run).map(({ id, supersededBy }) => ({ id, supersededBy }));
      // The pages before last go, and those of a run that died; a reader of the last ones has until the next run to finish.
      await client.write((tx) => tx("runs/drop-run-pages", { but: before?.pages ?? "" }));
      const pages = randomUUID();
      const changes = { born: 0, grown: 0, merged: 0, split: 0, died: 0, joined: 0, left: 0 };
      for (const { type } of run.changes) changes[type]++;
      const number = (before?.number ?? 0) + 1;
      const info: RunInfo = { number, id: pages, at, ledger, accounts: run.accounts, ...tally(run.clusters), changes };
      let seq = 0;
      for (const [kind, data] of pagesOf(run, index)) {
        const page = { pages, seq: whole(seq++), kind, data };
        await client.write((tx) => tx("runs/write-run-page", page));
      }
      const next = {
        pages,
        count: whole(seq),
        before: before?.pages ?? "",
        number: whole(number),
        info: JSON.stringify(info),
      };
      await client.write(async (tx) => {
        if ((await tx("runs/make-run-current", next)).length === 0)
          throw new TransientError("another clustering was saved meanwhile: cluster again");
        await tx("runs/drop-former-clusters", { ids: run.clusters.map(({ id }) => id) });
        await tx("runs/write-former-clusters", { rows: superseded });
      });
      await dropPlacements(client, pages);
      await showRun(client, run);
      await client.write((tx) => tx("runs/run-is-shown", { pages }));
      return info;
    },
    pruneRuns: async () => [],
    async loadIndex() {
      const run = await current();
      if (run === null) return null;
      const parts: Uint8Array[] = [];
      for await (const { data } of client.stream("runs/read-run-pages", { pages: run.pages, kind: "index" }, 4)) parts.push(toBytes(data));
      return parts.length > 0 ? { run: run.pages, bytes: Buffer.concat(parts) } : null;
    },
    knownClusters: known,
  };
}

function* pagesOf(run: ClusterRun, index: Uint8Array): Generator<[Kind, string]> {
  for (const [kind, list] of lists(run)) yield [kind, pack(list)];
  for (let at = 0; at < index.length; at += PAGE_BYTES) yield ["index", toText(index.subarray(at, at + PAGE_BYTES))];
}

/** A run in lists short enough for a page. */
function* lists({ clusters, links, changes, model }: ClusterRun): Generator<[Kind, readonly unknown[]]> {
  for (const list of batches(clusters, PAGE_ITEMS * 10, ({ accounts }) => accounts.length + 10)) yield ["clusters", list];
  for (const list of batches(links, PAGE_ITEMS)) yield ["links", list];
  for (const list of batches(changes, PAGE_ITEMS)) yield ["changes", list];
  yield ["model", [model]];
}

/** JSON gives every double back to the last bit, and escapes what no UTF-8 can hold. */
const pack = (list: readonly unknown[]) => toText(brotliCompressSync(JSON.stringify(list), fast));
const unpack = (data: unknown): unknown => JSON.parse(brotliDecompressSync(toBytes(data)).toString());
