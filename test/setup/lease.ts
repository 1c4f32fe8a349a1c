/** The name of a service -> its address, lent to this test file alone until it ends; or the reason why there is none, which with CI=true is a failure. */
import { get } from "node:http";
import neo4j, { type Driver } from "neo4j-driver";
import { afterAll, describe, inject } from "vitest";
import type { Lent } from "./services.js";

export type Lease = { url: string; missing: null } | { url: null; missing: string };

/** Ask at the top of a test file, for Redis before Neo4j (files that wait for each other would wait for ever): `const redis = await lease("redis")`. */
export async function lease(service: "redis" | "neo4j"): Promise<Lease> {
  const lent = await borrow(service);
  const missing = "missing" in lent ? lent.missing : service === "neo4j" ? await notForTests(lent.url) : null;
  if (missing !== null && process.env.CI === "true") throw new Error(`${service} is needed where CI=true: ${missing}`);
  return missing === null && "url" in lent ? { url: lent.url, missing: null } : { url: null, missing: missing ?? "" };
}

/** A `describe` that runs where all leases were given, and else is reported as not run, with the reason in its name. */
export function describeWith(leases: readonly Lease[], name: string, tests: () => void): void {
  const missing = leases.find((each) => each.missing !== null)?.missing;
  if (missing === undefined) describe(name, tests);
  else describe.skip(`${name} (not run: ${missing})`, tests);
}

function borrow(service: string): Promise<Lent> {
  return new Promise((resolve, reject) => {
    const request = get(`${inject("services")}/${service}`, { agent: false }, (response) => {
      response.once("data", (line: Buffer) => {
        const answer: Lent | { failed: string } = JSON.parse(line.toString());
        if ("failed" in answer) reject(new Error(`${service} could not be started: ${answer.failed}`));
        else resolve(answer);
      });
    });
    request.on("error", reject); // of no effect once it has been lent
    afterAll(() => void request.destroy());
  });
}

/** Tests wipe the database. One that holds anything but what tests left in it is somebody's. */
async function notForTests(url: string): Promise<string | null> {
  const driver = connectForTests(url);
  try {
    const { records } = await driver.executeQuery(
      "OPTIONAL MATCH (t:CauteryTest) WITH count(t) AS tests OPTIONAL MATCH (n) RETURN tests, n IS NULL AS empty LIMIT 1",
    );
    const mine = records[0].get("empty") || records[0].get("tests") > 0;
    if (!mine) return `the Neo4j at ${url} is not empty, and tests wipe it: name an empty one in NEO4J_URI`;
    await driver.executeQuery("MERGE (:CauteryTest {id: 'tests may wipe this database'})");
    return null;
  } finally {
    await driver.close();
  }
}

/** Everything but the mark that says it may be wiped. */
export async function wipe(url: string): Promise<void> {
  const driver = connectForTests(url);
  try {
    const session = driver.session();
    await session.run("MATCH (n) WHERE NOT n:CauteryTest CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
    await session.close();
  } finally {
    await driver.close();
  }
}

export function connectForTests(url: string): Driver {
  const { NEO4J_USERNAME = "neo4j", NEO4J_PASSWORD = "neo4j" } = process.env;
  return neo4j.driver(url, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), { disableLosslessIntegers: true });
}
