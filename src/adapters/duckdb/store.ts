/**
 * The GraphStore in a data folder: a DuckDB file for what is asked for, and files of bytes beside it for what is only read and written
 * whole. For one process at a time.
 */
import { PermanentError } from "../../errors.js";
import type { GraphStore, OpenOptions } from "../../ports/store.js";
import type { Tables } from "../../ports/tables.js";
import { refuseOtherZone, UTC, zoneOf } from "../../tools/zone.js";
import { refuseOtherKey } from "../other-key.js";
import { AUDIT_SCHEMA, audit } from "./audit.js";
import { DuckDbClient } from "./client.js";
import { footprints } from "./footprints.js";
import { log } from "./log.js";
import { notes } from "./notes.js";
import { RECORDS_SCHEMA, records } from "./records.js";
import { writeParquet } from "./runs/parquet.js";
import { runs } from "./runs/runs.js";
import { SCHEMA } from "./schema.js";

const PARTS = 64;
/** Of what is on the disk: another number where any of it takes another form. */
const FORMAT = "8";

/** `dir` is made where it is missing; `open` on the store says clearly when another process holds it. `memory` is as in `DuckDbClient`. */
export function duckDbStore(dir: string, memory?: number): GraphStore & Tables {
  const client = new DuckDbClient(dir, memory);
  const segments = log(client);
  const pages = footprints(client, segments);
  const kept = runs(client);
  let zone = UTC;
  const close = async () => {
    await segments.close();
    await client.close();
  };
  return {
    ...segments,
    ...pages,
    ...kept,
    ...notes(client),
    ...audit(client),
    ...records(client),
    writeParquet: (folder) => writeParquet(client, folder),
    zone: () => zone,
    async open(keyCheck, options) {
      await client.open();
      try {
        zone = await checkFolder(client, keyCheck, options);
        await segments.open();
        await pages.open();
        await kept.open();
        await client.query(AUDIT_SCHEMA);
        await client.query(RECORDS_SCHEMA);
        await client.query("DELETE FROM locks"); // whoever held one is gone, as the folder was nobody's
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}

/** Returns the zone that the folder counts days in. */
async function checkFolder(client: DuckDbClient, keyCheck: string, { zone }: OpenOptions = {}): Promise<string> {
  const asked = { format: FORMAT, key: keyCheck, parts: String(PARTS), zone: zoneOf(zone ?? UTC).name };
  const meta = (await readMeta(client)) ?? (await found(client, asked));
  if (meta.format !== FORMAT)
    throw new PermanentError(
      `${client.dir} was written by another version of cautery: use that one, or name another folder and read the events again; ` +
        "clusters come anew of them, dossiers and judgements have to be given again (that version's `cautery judge list` shows them)",
    );
  refuseOtherKey(keyCheck, meta.key, client.dir);
  refuseOtherZone(zone, meta.zone, client.dir);
  return meta.zone;
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
    await run("INSERT INTO parts (part) SELECT range FROM range($1::BIGINT)", [Number(meta.parts)]);
  });
  return meta;
}
