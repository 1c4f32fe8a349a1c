/** Records <-> nodes of Neo4j. */
import { randomUUID } from "node:crypto";
import type { KeptRecord, Records } from "../../ports/knowledge.js";
import { type Neo4jClient, whole } from "./client.js";

type Row = Readonly<Record<string, unknown>>;

export function records(client: Neo4jClient): Records {
  return {
    async record(kind, id) {
      const [row] = await client.read("records/read-record", { kind, id });
      return row === undefined ? null : recordFrom(row);
    },
    async records(kind, { after = "", limit = 1_000 } = {}) {
      return (await client.read("records/read-records", { kind, after, limit: whole(limit) })).map(recordFrom);
    },
    async keepRecord(kind, id, body, version) {
      if (version > 0)
        return (await client.write((run) => run("records/change-record", { kind, id, body, version: whole(version) }))).length > 0;
      const mark = randomUUID();
      const [row] = await client.write((run) => run("records/make-record", { kind, id, body, mark }));
      return row.mark === mark;
    },
    async dropRecord(kind, id) {
      await client.write((run) => run("records/drop-record", { kind, id }));
    },
  };
}

const recordFrom = ({ id, version, body }: Row): KeptRecord => ({ id: String(id), version: Number(version), body: String(body) });
