/** The tables that an analyst sees -> a folder of Parquet files, each put in place whole. */
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../../errors.js";
import type { DuckDbClient } from "../client.js";
import { SHOWN_TABLES } from "./schema.js";

export async function writeParquet(client: DuckDbClient, dir: string): Promise<void> {
  for (const table of SHOWN_TABLES) {
    const path = join(dir, `${table}.parquet`);
    const aside = `${path}.${process.pid}.part`;
    try {
      await client.query(`COPY (FROM ${table}) TO ${quoted(aside)} (FORMAT parquet, COMPRESSION zstd)`); // takes no parameter
      await rename(aside, path);
    } catch (cause) {
      await rm(aside, { force: true });
      throw new PermanentError(`cannot write ${path}: ${(cause as Error).message}; name a folder you may write to with --out`, { cause });
    }
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
