/** The GraphStore in a data folder: a DuckDB file for what is asked for, and files of bytes beside it for what is only read and written whole. For one process at a time. */
import { PermanentError } from "../../errors.js";
import type { GraphStore } from "../../ports/store.js";
import type { Tables } from "../../ports/tables.js";
import { DuckDbClient } from "./client.js";
import { openFootprints } from "./footprints.js";
import { openLog } from "./log.js";
import { notes } from "./notes.js";
import { writeParquet } from "./runs/parquet.js";
import { openRuns } from "./runs/runs.js";
import { SCHEMA } from "./schema.js";

const PARTS = 64;
const FORMAT = "3";

/** `dir` is made where it is missing; `open` on the store says clearly when another process holds it. */
export function duckDbStore(dir: string): GraphStore & Tables {
  let opened: (GraphStore & Tables) | null = null;
  const store = (): GraphStore & Tables => {
    if (!opened) throw new PermanentError("the store is not open: call open first");
    return opened;
  };
  return {
    async open(keyCheck) {
      const client = await DuckDbClient.open(dir);
      try {
        opened = await openStore(client, dir, keyCheck);
      } catch (error) {
        await client.close();
        throw error;
      }
    },
    async close() {
      const closing = opened;
      opened = null;
      await closing?.close();
    },
    ledger: () => store().ledger(),
    mark: (source) => store().mark(source),
    commit: (slice) => store().commit(slice),
    ids: (from, idsFrom, idsTo) => store().ids(from, idsFrom, idsTo),
    counts: () => store().counts(),
    quarantined: () => store().quarantined(),
    parts: () => store().parts(),
    part: (part) => store().part(part),
    replacePart: (part, changed, token) => store().replacePart(part, changed, token),
    footprintsOf: (accounts) => store().footprintsOf(accounts),
    runs: (page) => store().runs(page),
    currentRun: () => store().currentRun(),
    clusters: (query) => store().clusters(query),
    cluster: (id, run) => store().cluster(id, run),
    allClusters: (run) => store().allClusters(run),
    clusterOf: (account, run) => store().clusterOf(account, run),
    linksOf: (cluster, run) => store().linksOf(cluster, run),
    changesOf: (run) => store().changesOf(run),
    hadCluster: (id) => store().hadCluster(id),
    splitFrom: (id) => store().splitFrom(id),
    saveRun: (run, circumstances) => store().saveRun(run, circumstances),
    pruneRuns: (pruning) => store().pruneRuns(pruning),
    loadIndex: () => store().loadIndex(),
    knownClusters: () => store().knownClusters(),
    resolveClusterId: (id) => store().resolveClusterId(id),
    saveDossiers: (dossiers) => store().saveDossiers(dossiers),
    loadDossiers: () => store().loadDossiers(),
    appendJudgement: (judgement) => store().appendJudgement(judgement),
    loadJudgements: () => store().loadJudgements(),
    acquire: (lock, holder, ttlMs) => store().acquire(lock, holder, ttlMs),
    release: (lock, holder) => store().release(lock, holder),
    writeParquet: (folder) => store().writeParquet(folder),
  };
}

async function openStore(client: DuckDbClient, dir: string, keyCheck: string): Promise<GraphStore & Tables> {
  const meta = (await readMeta(client)) ?? (await found(client, { format: FORMAT, key: keyCheck, parts: String(PARTS) }));
  if (meta.format !== FORMAT) {
    throw new PermanentError(
      `${dir} was written by another version of cautery, in another form: name another folder and read the events into it again ` +
        "(`cautery run EVENTS --data NEW`), or use that version",
    );
  }
  if (meta.key !== keyCheck) {
    throw new PermanentError(
      `${dir} was written with another pseudonym key: name that key's file with CAUTERY_KEY_FILE, or name another folder`,
    );
  }
  const log = await openLog(client, dir);
  return {
    ...log,
    ...(await openFootprints(client, log, dir)),
    ...(await openRuns(client, dir)),
    ...notes(client),
    writeParquet: (folder) => writeParquet(client, folder),
    open: async () => {},
    async close() {
      await log.close();
      await client.close();
    },
  };
}

/** What the folder was first opened with; null where it is new. */
async function readMeta(client: DuckDbClient): Promise<Record<string, string> | null> {
  const tables = await client.query("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = 'meta'");
  if (tables.length === 0) return null;
  const rows = await client.query("SELECT name, value FROM meta");
  return Object.fromEntries(rows.map(({ name, value }) => [String(name), String(value)]));
}

/** All tables, or none: a folder is of one form. */
async function found(client: DuckDbClient, meta: Record<string, string>): Promise<Record<string, string>> {
  await client.transaction(async (run) => {
    await run(SCHEMA);
    for (const [name, value] of Object.entries(meta)) await run("INSERT INTO meta VALUES ($1, $2)", [name, value]);
    await run("INSERT INTO parts SELECT range, 0, 0 FROM range($1::BIGINT)", [Number(meta.parts)]);
  });
  return meta;
}
