/** Segments and footprints <-> Neo4j: read and replaced a part of the accounts at a time. */
import { TransientError } from "../errors.js";
import type { FootprintRow, GraphStore } from "../ports.js";
import { batches, type Neo4jClient, type Row, toBytes, toText, whole } from "./neo4j-client.js";

export type Footprints = Pick<GraphStore, "part" | "replacePart" | "footprintsOf">;

export function footprints(client: Neo4jClient): Footprints {
  return {
    async part(part) {
      const segments: Uint8Array[] = [];
      const token: string[] = [];
      for await (const row of client.stream("read-segments", { part: whole(part) }, 64)) {
        segments.push(toBytes(row.bytes));
        token.push(String(row.id));
      }
      const rows: FootprintRow[] = [];
      for await (const row of client.stream("read-part", { part: whole(part) }, 5_000)) rows.push(toFootprint(row));
      return { part, footprints: rows, segments, token };
    },
    async replacePart(part, changed, token) {
      const ids = token as readonly string[];
      const rows = changed.map(({ account, bytes }) => ({ account, bytes: toText(bytes) }));
      await client.write(async (run) => {
        const [{ dropped }] = await run("drop-segments", { ids });
        if (dropped !== ids.length) throw new TransientError(`part ${part} was merged by another meanwhile: read it again`);
        for (const batch of batches(rows, 5_000)) await run("write-footprints", { rows: batch, part: whole(part) });
      });
    },
    async footprintsOf(accounts) {
      const rows: FootprintRow[] = [];
      for (const batch of batches(accounts, 5_000))
        rows.push(...(await client.read("read-footprints", { accounts: batch })).map(toFootprint));
      return rows;
    },
  };
}

const toFootprint = (row: Row): FootprintRow => ({ account: String(row.account), bytes: toBytes(row.bytes) });
