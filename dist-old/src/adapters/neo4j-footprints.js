/** Segments and footprints <-> Neo4j: read and replaced a part of the accounts at a time. */
import { TransientError } from "../errors.js";
import { batches, toBytes, toText, whole } from "./neo4j-client.js";
export function footprints(client) {
    return {
        async part(part) {
            const segments = [];
            const token = [];
            for await (const row of client.stream("read-segments", { part: whole(part) }, 64)) {
                segments.push(toBytes(row.bytes));
                token.push(String(row.id));
            }
            const rows = [];
            for await (const row of client.stream("read-part", { part: whole(part) }, 5_000))
                rows.push(toFootprint(row));
            return { part, footprints: rows, segments, token };
        },
        async replacePart(part, changed, token) {
            const ids = token;
            const rows = changed.map(({ account, bytes }) => ({ account, bytes: toText(bytes) }));
            await client.write(async (run) => {
                const [{ dropped }] = await run("drop-segments", { ids });
                if (dropped !== ids.length)
                    throw new TransientError(`part ${part} was merged by another meanwhile: read it again`);
                for (const batch of batches(rows, 5_000))
                    await run("write-footprints", { rows: batch, part: whole(part) });
            });
        },
        async footprintsOf(accounts) {
            const rows = [];
            for (const batch of batches(accounts, 5_000))
                rows.push(...(await client.read("read-footprints", { accounts: batch })).map(toFootprint));
            return rows;
        },
    };
}
const toFootprint = (row) => ({ account: String(row.account), bytes: toBytes(row.bytes) });
//# sourceMappingURL=neo4j-footprints.js.map