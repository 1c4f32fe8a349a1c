/** Records <-> a table of the embedded store. */
import type { KeptRecord, Records } from "../../ports/knowledge.js";
import type { DuckDbClient, Row } from "./client.js";
import { decodeJson, decodeText, encodeJson, encodeText } from "./text.js";

/** Made where it is missing, whenever a folder is opened. */
export const RECORDS_SCHEMA = `
CREATE TABLE IF NOT EXISTS records (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, version UINTEGER NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (kind, id));
`;

export function records(client: DuckDbClient): Records {
  return {
    async record(kind, id) {
      const [row] = await client.query("SELECT id, version, body FROM records WHERE kind = $1 AND id = $2", [kind, encodeText(id)]);
      return row === undefined ? null : recordFrom(row);
    },
    async records(kind, { after = "", limit = 1_000 } = {}) {
      const rows = await client.query("SELECT id, version, body FROM records WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3", [
        kind,
        encodeText(after),
        limit,
      ]);
      return rows.map(recordFrom);
    },
    keepRecord: (kind, id, body, version) =>
      client.transaction(async (run) => {
        const [row] = await run("SELECT version FROM records WHERE kind = $1 AND id = $2", [kind, encodeText(id)]);
        if (Number(row?.version ?? 0) !== version) return false;
        await run("INSERT OR REPLACE INTO records VALUES ($1, $2, $3, $4)", [
          kind,
          encodeText(id),
          version + 1,
          encodeJson(JSON.parse(body)),
        ]);
        return true;
      }),
    async dropRecord(kind, id) {
      await client.query("DELETE FROM records WHERE kind = $1 AND id = $2", [kind, encodeText(id)]);
    },
  };
}

const recordFrom = ({ id, version, body }: Row): KeptRecord => ({
  id: decodeText(String(id)),
  version: Number(version),
  body: JSON.stringify(decodeJson(String(body))),
});
