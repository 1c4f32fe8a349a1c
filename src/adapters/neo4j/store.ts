/** The GraphStore in Neo4j 5.26 or later: for services, many processes at once. */
import { basename } from "node:path";
import { PermanentError } from "../../errors.js";
import type { ServiceStore } from "../../ports/services.js";
import { refuseOtherZone, UTC, zoneOf } from "../../tools/zone.js";
import { audit } from "./audit.js";
import { connectNeo4j, type Neo4jAddress, type Neo4jClient, statementNames, whole } from "./client.js";
import { footprints } from "./footprints.js";
import { log } from "./log.js";
import { lots } from "./lots.js";
import { notes } from "./notes.js";
import { placements } from "./placements.js";
import { records } from "./records.js";
import { runs } from "./runs/runs.js";

/**
 * Accounts are dealt into so many parts: a part of 1M accounts is 16,000 footprints, 14 MB before they are compressed, in a transaction.
 */
const PARTS = 64;

/** Of what is in the database: another number where any of it takes another form. */
const FORMAT = 6;

/** How long `open` waits for a server that is not there. */
const REACH_MS = 15_000;

export function neo4jStore(address: Neo4jAddress): ServiceStore {
  const client = connectNeo4j(address);
  let parts = PARTS;
  let zone = UTC;
  return {
    ...log(client),
    ...footprints(client, () => parts),
    ...runs(client),
    ...lots(client),
    ...notes(client),
    ...audit(client),
    ...records(client),
    ...placements(client),
    parts: () => parts,
    zone: () => zone,
    async open(keyCheck, options) {
      await client.reach(REACH_MS);
      await applySchema(client);
      const [ledger] = await client.write((run) =>
        run("log/open-ledger", { keyCheck, parts: whole(PARTS), format: whole(FORMAT), zone: zoneOf(options?.zone ?? UTC).name }),
      );
      if (Number(ledger.format) !== FORMAT) {
        throw new PermanentError(
          `the data in Neo4j at ${address.uri} was written by another version of cautery: use that one, or name another database and ` +
            "read the events again; clusters come anew of them, dossiers and judgements have to be given again (that version's `cautery judge " +
            "list` shows them)",
        );
      }
      if (ledger.keyCheck !== keyCheck) {
        throw new PermanentError(
          `the data in Neo4j at ${address.uri} was written with another pseudonym key: give the processes one key file with CAUTERY_KEY_FILE`,
        );
      }
      refuseOtherZone(options?.zone, String(ledger.zone), `the data in Neo4j at ${address.uri}`);
      parts = Number(ledger.parts);
      zone = String(ledger.zone);
    },
    close: () => client.close(),
  };
}

/** Most processes find it applied: one question instead of a statement each. */
async function applySchema(client: Neo4jClient): Promise<void> {
  const online = (await client.read("log/show-schema")).filter(({ state }) => state === "ONLINE").map(({ name }) => name);
  const missing = statementNames("schema").filter((name) => !online.includes(basename(name)));
  if (missing.length === 0) return;
  for (const name of missing) await client.define(name);
  await client.read("log/await-indexes");
}
