/**
 * Clusterings <-> Neo4j: every run that is kept, one cluster at a time. A cluster's version is written where it changed, and the last one
 * up to a run is that run's.
 */
import { TransientError } from "../../../errors.js";
import type { Cluster } from "../../../model/cluster.js";
import type { FittedModel } from "../../../model/fitted.js";
import type { Link } from "../../../model/link.js";
import type { KnownCluster, RunChange, RunInfo } from "../../../model/run.js";
import type { RunReader, Runs } from "../../../ports/runs.js";
import { Held } from "../../../tools/held/held.js";
import { batches, type Neo4jClient, toBytes, whole } from "../client.js";
import { unpack } from "../pack.js";
import { anatomyReader } from "./anatomies.js";
import { type Book, pagesOf } from "./books.js";
import { numberOf, readCurrent, readRun } from "./current.js";
import { type Directory, directories, listed } from "./directory.js";
import { bucketOf, homeIn } from "./homes.js";
import { pruneRuns } from "./prune.js";
import { saveRun } from "./save.js";
import { readVersions } from "./versions.js";

/** Links of the clusters whose accounts were asked about last. */
const HELD_LINKS = 150_000;
/** Clusters read at a time where all are. */
const BATCH_CLUSTERS = 200;

export function runs(client: Neo4jClient): Runs {
  const directoryOf = directories(client);
  const store = { client, directoryOf, known: () => knownClusters(client) };
  return {
    ...reader(client, directoryOf),
    saveRun: (run, circumstances) => saveRun(store, run, circumstances),
    pruneRuns: (pruning) => pruneRuns(client, pruning),
  };
}

function reader(client: Neo4jClient, directoryOf: (book: Book) => Promise<Directory>): RunReader {
  const fate = async (cluster: string) => (await client.read("runs/read/read-fate", { cluster }))[0];
  const changesOf = async (run?: number) => {
    const [row] = await client.read("runs/read/read-changes", { run: numberOf(run) });
    return row ? (unpack(row.changes) as RunChange[]) : [];
  };
  const clusterOf = async (account: string, run?: number) => {
    const [row] = await client.read("runs/read/read-home", { bucket: whole(bucketOf(account)), run: numberOf(run) });
    return row ? homeIn(row.data, account) : null;
  };
  const linksOf = async (cluster: string, run?: number) => {
    const rows = await client.read("runs/read/read-links", { cluster, run: numberOf(run) });
    return rows.flatMap(({ data }) => unpack(data) as Link[]);
  };
  const held = new Held<Link[]>(HELD_LINKS, ({ length }) => length + 20);
  return {
    ...anatomyReader(client),
    async runs({ before = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER } = {}) {
      const rows = await client.read("runs/read/list-runs", { before: whole(before), limit: whole(limit) });
      return rows.map(({ info }) => JSON.parse(String(info)) as RunInfo);
    },
    currentRun: async () => (await readRun(client))?.info ?? null,
    async clusters(query) {
      const run = await readRun(client, query.run);
      return run === null ? [] : listed(await directoryOf(run.directory), query);
    },
    async cluster(id, run) {
      const [row] = await client.read("runs/read/read-cluster", { cluster: id, run: numberOf(run) });
      return row ? (unpack(row.data) as Cluster) : null;
    },
    async *allClusters(run) {
      const kept = await readRun(client, run);
      if (kept === null) return;
      for (const lines of batches(await directoryOf(kept.directory), BATCH_CLUSTERS)) yield* await readVersions(client, lines);
    },
    clusterOf,
    linksOf,
    async tiesOf(account, run, cluster) {
      const own = cluster ?? (await clusterOf(account, run));
      if (own === null) return [];
      const links = run === undefined ? await linksOf(own) : await held.get(`${run} ${own}`, () => linksOf(own, run));
      return links.filter(({ a, b }) => a === account || b === account);
    },
    async modelOf(run) {
      const [row] = await client.read("runs/read/read-model", { run: numberOf(run) });
      return row ? (unpack(row.model) as FittedModel) : null;
    },
    changesOf,
    async resolveClusterId(id) {
      const seen = new Set<string>();
      for (let at: string | null = id; at !== null && !seen.has(at); ) {
        const found = await fate(at);
        if (found?.current) return at;
        seen.add(at);
        at = (found?.supersededBy ?? null) as string | null;
      }
      return null;
    },
    hadCluster: async (id) => (await fate(id))?.had === true,
    async splitFrom(id) {
      const split = (await changesOf()).filter(({ type, from }) => type === "split" && from.includes(id));
      return split.map(({ cluster }) => cluster).sort();
    },
    knownClusters: () => again(() => knownClusters(client)),
    formerClusters: () => formerClusters(client),
    loadIndex: () => again(() => loadIndex(client)),
  };
}

/** What is kept of the current run alone goes when the next one is there: who was reading it reads that one's. */
async function again<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return await read();
  }
}

async function loadIndex(client: Neo4jClient): Promise<{ run: string; bytes: Uint8Array } | null> {
  const current = await readCurrent(client);
  if (!current?.index) return null;
  const parts: Uint8Array[] = [];
  for await (const page of pagesOf(client, current.index)) parts.push(toBytes(page));
  return { run: current.id, bytes: Buffer.concat(parts) };
}

async function knownClusters(client: Neo4jClient): Promise<KnownCluster[]> {
  const current = await readCurrent(client);
  if (current === null) return [];
  const known: KnownCluster[] = [];
  for await (const page of pagesOf(client, current.members)) {
    for (const [id, accounts] of unpack(page) as [string, string[]][]) known.push({ id, accounts, supersededBy: null });
  }
  return known.concat(await formerClusters(client));
}

async function formerClusters(client: Neo4jClient): Promise<KnownCluster[]> {
  const rows = await client.read("runs/read/read-former-clusters");
  return rows.map(({ id, supersededBy }) => ({ id: String(id), accounts: [], supersededBy: supersededBy as string | null }));
}
