/**
 * The name of a service -> its address, lent to this test file alone until it ends; or the reason why there is none, which with CI=true is
 * a failure.
 */
import { get, request } from "node:http";
import neo4j, { type Driver } from "neo4j-driver";
import { afterAll, describe, inject } from "vitest";
import { notRun } from "./not-run.js";
import type { Lent } from "./services.js";

export interface Lease {
  /** Empty where `missing` says why there is none. */
  url: string;
  missing: string | null;
  /** Why this server cannot be killed, or null where it can. */
  lasting: string | null;
}

/** `gds` is a Neo4j with Graph Data Science. */
type Service = "redis" | "neo4j" | "gds";

/**
 * Ask at the top of a test file, in this order (files that wait for each other would wait for ever): `const redis = await lease("redis")`.
 */
export async function lease(service: Service): Promise<Lease> {
  const lent = await borrow(service);
  const missing = "missing" in lent ? lent.missing : service !== "redis" ? await notForTests(lent.url) : null;
  if (missing !== null && process.env.CI === "true") throw new Error(`${service} is needed where CI=true: ${missing}`);
  if (missing !== null || "missing" in lent) return { url: "", missing, lasting: missing };
  return {
    url: lent.url,
    missing,
    lasting: lent.local ? null : `the ${service} at ${lent.url} was not started by these tests, so they do not kill it`,
  };
}

/** `kill -9`, then a start on the same folder and port; resolves when it serves again. */
export function crash(service: Service): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${inject("services")}/${service}`, { method: "DELETE", agent: false }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${service} could not be crashed: ${response.statusCode}`)),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** A `describe` that runs where all leases were given, and else is reported as not run, with the reason in its name. */
export function describeWith(leases: readonly Pick<Lease, "missing">[], name: string, tests: () => void, timeout = 30_000): void {
  const missing = leases.find((each) => each.missing !== null)?.missing ?? null;
  if (missing === null) describe(name, { timeout }, tests);
  else notRun(name, missing, tests);
}

function borrow(service: string): Promise<Lent> {
  return new Promise((resolve, reject) => {
    const asked = get(`${inject("services")}/${service}`, { agent: false }, (response) => {
      response.once("data", (line: Buffer) => {
        const answer: Lent | { failed: string } = JSON.parse(line.toString());
        if ("failed" in answer) reject(new Error(`${service} could not be started: ${answer.failed}`));
        else resolve(answer);
      });
    });
    asked.on("error", reject); // of no effect once it has been lent
    afterAll(() => void asked.destroy());
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
