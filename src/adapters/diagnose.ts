/**
 * The environment -> what of the services is reachable and how it is set, for `cautery doctor`: nothing is written, nothing is waited for.
 */
import { Redis } from "ioredis";
import { messageOf } from "../errors.js";
import { maskCredentials } from "../tools/mask.js";
import { connectNeo4j, type Neo4jClient, statementNames } from "./neo4j/client.js";
import { gdsVersion } from "./neo4j/gds-leiden.js";

export interface Finding {
  name: string;
  /** `broken`: what needs it cannot work. `weak`: it works, but not as it should. */
  state: "fine" | "weak" | "broken" | "absent";
  /** What was found. */
  says: string;
  /** How to mend it; empty where nothing is to be mended. */
  mend: string;
}

const PATIENCE_MS = 3_000;

export async function diagnoseRedis(url: string): Promise<Finding[]> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: PATIENCE_MS, maxRetriesPerRequest: 0, retryStrategy: null });
  redis.on("error", () => {}); // told by what fails
  try {
    await redis.connect();
    const server = fields(await redis.info("server"));
    const memory = fields(await redis.info("memory"));
    const persistence = fields(await redis.info("persistence"));
    const version = server.get("redis_version") ?? "?";
    const policy = memory.get("maxmemory_policy") ?? "?";
    const aof = persistence.get("aof_enabled") === "1";
    return [
      finding(
        "Redis",
        Number.parseInt(version, 10) >= 7,
        `${version} at ${maskCredentials(url)}`,
        "jobs want Redis 7 or later: upgrade it",
        "weak",
      ),
      finding("Redis eviction", policy === "noeviction", policy, "a job could be evicted: CONFIG SET maxmemory-policy noeviction", "weak"),
      finding("Redis append-only file", aof, aof ? "on" : "off", "jobs would not outlive a crash: CONFIG SET appendonly yes", "weak"),
    ];
  } catch (error) {
    return [
      {
        name: "Redis",
        state: "broken",
        says: maskCredentials(`${url}: ${messageOf(error)}`),
        mend: "start it, or set REDIS_URL to where it is",
      },
    ];
  } finally {
    redis.disconnect();
  }
}

export async function diagnoseNeo4j(uri: string, username: string, password: string): Promise<Finding[]> {
  const client = connectNeo4j({ uri, username, password, patienceMs: PATIENCE_MS });
  try {
    const version = await client.version();
    const rows = await client.read("log/show-schema");
    const wanted = statementNames("schema").length;
    const [major, minor] = version.split(".").map(Number);
    const recent = major > 5 || (major === 5 && minor >= 26);
    const applied = rows.filter(({ state }) => state === "ONLINE").length;
    const schema = applied >= wanted ? "applied" : `${applied} of ${wanted} applied`;
    return [
      finding("Neo4j", recent, `${version} at ${uri}`, "the statements want Neo4j 5.26 or later: upgrade it", "broken"),
      finding(
        "Neo4j constraints and indexes",
        applied >= wanted,
        schema,
        "a worker applies them when it starts: cautery worker all",
        "weak",
      ),
      await gds(client),
    ];
  } catch (error) {
    return [
      { name: "Neo4j", state: "broken", says: messageOf(error), mend: "start it, or set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD" },
    ];
  } finally {
    await client.close();
  }
}

/** For graphs that outgrow a worker; nobody else misses it. */
async function gds(client: Neo4jClient): Promise<Finding> {
  const version = await gdsVersion(client);
  const name = "Neo4j Graph Data Science";
  if (version === null) return { name, state: "absent", says: "not installed; only --engine gds needs it", mend: "" };
  return { name, state: "fine", says: version, mend: "" };
}

function finding(name: string, fine: boolean, says: string, mend: string, otherwise: "weak" | "broken"): Finding {
  return fine ? { name, state: "fine", says, mend: "" } : { name, state: otherwise, says, mend };
}

const fields = (info: string) => new Map(info.split("\r\n").map((line) => line.split(":") as [string, string]));
