/** The GraphStore in Neo4j 5.26 or later: for services, many processes at once. */
import { PermanentError } from "../../errors.js";
import type { ServiceStore } from "../../ports/services.js";
import { connectNeo4j, type Neo4jAddress, type Neo4jClient, statementNames, whole } from "./client.js";
import { footprints } from "./footprints.js";
import { log } from "./log.js";
import { lots } from "./lots.js";
import { notes } from "./notes.js";
import { placements } from "./placements.js";
import { runs } from "./runs/runs.js";

/** Accounts are dealt into so many parts: a part of 1M accounts is 16,000 footprints, 14 MB before they are compressed, in a transaction. */
const PARTS = 64;

/** Of what is kept: it rises where an earlier form cannot be read any more. */
const FORMAT = 1;

/** Takes away what the earlier form kept of clusterings; everything else is as it was. */
const MEND = "MATCH (n) WHERE n:Run OR n:RunPage DETACH DELETE n";

/** How long `open` waits for a server that is not there. */
const REACH_MS = 15_000;

export function neo4jStore(address: Neo4jAddress): ServiceStore {
  const client = connectNeo4j(address);
  let parts = PARTS;
  return {
    ...log(client),
    ...footprints(client, () => parts),
    ...runs(client),
    ...lots(client),
    ...notes(client),
    ...placements(client),
    parts: () => parts,
    async open(keyCheck) {
      await client.reach(REACH_MS);
      await applySchema(client);
      const [ledger] = await client.write((run) => run("log/open-ledger", { keyCheck, parts: whole(PARTS), format: whole(FORMAT) }));
      if (ledger.keyCheck !== keyCheck) {
        throw new PermanentError(
          `the data in Neo4j at ${address.uri} was written with another pseudonym key: give the processes one key file with CAUTERY_KEY_FILE`,
        );
      }
      checkFormat(Number(ledger.format), address.uri);
      parts = Number(ledger.parts);
    },
    close: () => client.close(),
  };
}

function checkFormat(format: number, uri: string): void {
  if (format === FORMAT) return;
  if (format > FORMAT)
    throw new PermanentError(
      `the data in Neo4j at ${uri} was written by a later version of cautery: use that one, or name another database in NEO4J_URI`,
    );
  throw new PermanentError(
    `the clusterings in Neo4j at ${uri} were written by an earlier version of cautery, and this one cannot read them: use that one, or stop its workers, ` +
      `run \`${MEND}\` in Neo4j Browser and cluster again with \`cautery recluster --wait\`; events, dossiers and judgements stay, clusters get new ids`,
  );
}

/** Most processes find it applied: one question instead of a statement each. */
async function applySchema(client: Neo4jClient): Promise<void> {
  const online = (await client.read("log/show-schema")).filter(({ state }) => state === "ONLINE").map(({ name }) => `schema/${name}`);
  const missing = statementNames("schema").filter((name) => !online.includes(name));
  if (missing.length === 0) return;
  for (const name of missing) await client.define(name);
  await client.read("log/await-indexes");
}
