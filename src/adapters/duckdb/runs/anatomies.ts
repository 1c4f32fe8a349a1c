/** Parts and places of the current run's large clusters <-> a table of the embedded store; the next run's take their place. */
import type { DuckDBBlobValue } from "@duckdb/node-api";
import type { KeptAnatomy } from "../../../model/run.js";
import type { RunReader } from "../../../ports/runs.js";
import type { Bulk } from "../bulk.js";
import type { DuckDbClient, Run } from "../client.js";
import { decodeText, encodeText } from "../text.js";

/** Made where it is missing, whenever a folder is opened: one of an earlier version is the same but for it. */
export const ANATOMIES_SCHEMA = `
CREATE TABLE IF NOT EXISTS kept.anatomies (run UINTEGER, cluster VARCHAR, parts VARCHAR, told VARCHAR, graph BLOB);
`;

export async function saveAnatomies(run: Run, bulk: Bulk, number: number, anatomies: readonly KeptAnatomy[]): Promise<void> {
  await run("DELETE FROM kept.anatomies");
  const table = await bulk("kept.anatomies", ["uint", "text", "text", "text", "bytes"]);
  for (const { cluster, parts, told, graph } of anatomies) table.add(number, cluster, parts, told, graph);
  table.close();
}

export function anatomyReader(client: DuckDbClient): Pick<RunReader, "anatomyOf" | "knownParts"> {
  return {
    async anatomyOf(cluster, run) {
      const [row] = await client.query("SELECT parts, told, graph FROM kept.anatomies WHERE cluster = $1 AND run = $2", [
        encodeText(cluster),
        run,
      ]);
      if (row === undefined) return null;
      const { bytes } = row.graph as DuckDBBlobValue;
      return { cluster, parts: decodeText(String(row.parts)), told: decodeText(String(row.told)), graph: new Uint8Array(bytes) };
    },
    async knownParts() {
      const rows = await client.query("SELECT cluster, parts FROM kept.anatomies ORDER BY cluster");
      return rows.map(({ cluster, parts }) => ({ cluster: decodeText(String(cluster)), parts: decodeText(String(parts)) }));
    },
  };
}
