/** The GraphStore in Neo4j 5.26 or later: for services, many processes at once. */
import { PermanentError } from "../errors.js";
import { connectNeo4j, statementNames, whole } from "./neo4j-client.js";
import { footprints } from "./neo4j-footprints.js";
import { log } from "./neo4j-log.js";
import { notes } from "./neo4j-notes.js";
import { runs } from "./neo4j-runs.js";
/** Accounts are dealt into so many parts: a part of 1M accounts is 16,000 footprints, 12 MB, in a transaction. */
const PARTS = 64;
/** How long `open` waits for a server that is not there. */
const REACH_MS = 15_000;
export function neo4jStore(address) {
    const client = connectNeo4j(address);
    let parts = PARTS;
    return {
        ...log(client),
        ...footprints(client),
        ...runs(client),
        ...notes(client),
        parts: () => parts,
        async open(keyCheck) {
            await client.reach(REACH_MS);
            for (const name of statementNames("schema"))
                await client.define(name);
            await client.read("await-indexes");
            const [ledger] = await client.write((run) => run("open-ledger", { keyCheck, parts: whole(PARTS) }));
            if (ledger.keyCheck !== keyCheck) {
                throw new PermanentError(`the data in Neo4j at ${address.uri} was written with another pseudonym key: give the processes one key file with CAUTERY_KEY_FILE`);
            }
            parts = Number(ledger.parts);
        },
        close: () => client.close(),
    };
}
//# sourceMappingURL=neo4j-store.js.map