/** The GraphStore in a data folder: a DuckDB file for what is asked for, and files of bytes beside it for what is only read and written whole. For one process at a time. */
import { PermanentError } from "../../errors.js";
import type { GraphStore, OpenOptions } from "../../ports/store.js";
import { refuseOtherZone, UTC, zoneOf } from "../../tools/zone.js";
import { DuckDbClient } from "./client.js";
import { openFootprints } from "./footprints.js";
import { openLog } from "./log.js";
import { notes } from "./notes.js";
import { runs } from "./runs.js";
import { SCHEMA } from "./schema.js";

const PARTS = 64;
/** Of what is on the disk: another number where any of it takes another form. */
const FORMAT = "4";

/** `dir` is made where it is missing; `open` on the store says clearly when another process holds it. */
export function duckDbStore(dir: string): GraphStore {
  let opened: GraphStore | null = null;
  const store = (): GraphStore => {
    if (!opened) throw new PermanentError("the store is not open: call open first");
    return opened;
  };
  return {
    async open(keyCheck, options) {
      const client = await DuckDbClient.open(dir);
      try {
        opened = await openStore(client, dir, keyCheck, options);
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
    activityOf: (accounts) => store().activityOf(accounts),
    zone: () => store().zone(),
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
  };
}

async function openStore(client: DuckDbClient, dir: string, keyCheck: string, { zone }: OpenOptions = {}): Promise<GraphStore> {
  await client.query(SCHEMA);
  const meta = await meet(client, { format: FORMAT, key: keyCheck, parts: String(PARTS), zone: zoneOf(zone ?? UTC).name });
  if (meta.format !== FORMAT)
    throw new PermanentError(
      `${dir} was written by another version of cautery: use that one, or name another folder and read the events again; ` +
        "clusters come anew of them, dossiers and judgements have to be given again (that version's `cautery judge list` " +
        "shows them)",
    );
  if (meta.key !== keyCheck) {
    throw new PermanentError(
      `${dir} was written with another pseudonym key: name that key's file with CAUTERY_KEY_FILE, or name another folder`,
    );
  }
  refuseOtherZone(zone, meta.zone, dir);
  const log = await openLog(client, dir);
  return {
    ...log,
    ...(await openFootprints(client, log, dir)),
    ...runs(client),
    ...notes(client),
    zone: () => meta.zone,
    open: async () => {},
    async close() {
      await log.close();
      await client.close();
    },
  };
}

/** What the folder was first opened with. */
async function meet(client: DuckDbClient, first: Record<string, string>): Promise<Record<string, string>> {
  return await client.transaction(async (run) => {
    for (const [name, value] of Object.entries(first)) await run("INSERT OR IGNORE INTO meta VALUES ($1, $2)", [name, value]);
    const rows = await run("SELECT name, value FROM meta");
    const meta = Object.fromEntries(rows.map(({ name, value }) => [String(name), String(value)]));
    await run("INSERT OR IGNORE INTO parts SELECT range, 0, 0 FROM range($1::BIGINT)", [Number(meta.parts)]);
    return meta;
  });
}
