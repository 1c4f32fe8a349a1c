/**
 * Vitest's global set-up: lends a real Redis and real Neo4js to the test files that ask for one, one file at a time. Each is the one at the
 * address in the environment, else one in Docker, else one started here; started when first asked for, or at once by `npm test`, and ended
 * with the run.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort, type LocalServer, serve, Unavailable } from "../../bench/servers/local-server.js";
import { startNeo4j } from "../../bench/servers/neo4j-server.js";
import { runs, startRedis } from "../../bench/servers/redis-server.js";

declare module "vitest" {
  interface ProvidedContext {
    services: string;
  }
}

/** What a test file gets: an address (of a server that it may crash, where it was started here), or why there is none. */
export type Lent = { url: string; local: boolean } | { missing: string };

interface Service {
  lent: Promise<Lent> | null;
  server: LocalServer | null;
  /** On a port of its own choice at first, on the same one after a crash. */
  start(port?: number): Promise<LocalServer | { url: string }>;
  /** Settles when the file that had it last gives it back. */
  free: Promise<void>;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
  const service = (begin: Service["start"]): Service => ({ lent: null, server: null, free: Promise.resolve(), start: begin });
  const services: Record<string, Service> = {
    redis: service((port) => redis(dir, port)),
    neo4j: service((port) => neo4j(join(dir, "neo4j"), port)),
    gds: service((port) => gds(join(dir, "gds"), port)),
  };
  const start = (wanted: Service): Promise<Lent> => {
    wanted.lent ??= wanted.start().then(
      (server) => {
        if ("stop" in server) wanted.server = server;
        return { url: server.url, local: "stop" in server };
      },
      (error: unknown) => {
        if (error instanceof Unavailable) return { missing: error.message };
        throw error;
      },
    );
    return wanted.lent;
  };
  const lend = async (wanted: Service, response: ServerResponse) => {
    const before = wanted.free;
    wanted.free = before.then(() => once(response, "close")).then(() => {});
    await before;
    response.write(`${JSON.stringify(await start(wanted).catch((error: Error) => ({ failed: error.message })))}\n`);
  };
  const crash = async (wanted: Service, response: ServerResponse) => {
    if (wanted.server === null) return response.writeHead(409).end();
    const port = Number(new URL(wanted.server.url).port);
    await wanted.server.kill();
    const server = await wanted.start(port);
    if ("stop" in server) wanted.server = server;
    return response.end();
  };
  const broker = createServer((request, response) => {
    const wanted = services[(request.url ?? "").slice(1)];
    void (request.method === "DELETE" ? crash(wanted, response) : lend(wanted, response));
  }).listen(0, "127.0.0.1");
  await once(broker, "listening");
  const address = broker.address();
  if (address === null || typeof address === "string") throw new Error("the broker of the test services has no port");
  project.provide("services", `http://127.0.0.1:${address.port}`);
  // told to who asks
  if (process.env.npm_lifecycle_event === "test") for (const each of Object.values(services)) start(each).catch(() => {});

  return async () => {
    broker.closeAllConnections();
    broker.close();
    await Promise.allSettled(Object.values(services).map((each) => each.lent));
    await Promise.all(Object.values(services).map((each) => each.server?.stop()));
    rmSync(dir, { recursive: true, force: true });
  };
}

async function redis(dir: string, port?: number): Promise<LocalServer | { url: string }> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL };
  if (dockerAnswers())
    return container("redis:7", 6379, "redis", ["redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction"]);
  return startRedis(dir, port);
}

async function neo4j(home: string, port?: number): Promise<LocalServer | { url: string }> {
  if (process.env.NEO4J_URI) return { url: process.env.NEO4J_URI };
  if (port === undefined && dockerAnswers()) return container("neo4j:5.26-community", 7687, "bolt", [], ["-e", "NEO4J_AUTH=none"]);
  return startNeo4j(home, { port });
}

/** A Neo4j with the Graph Data Science plugin, beside the one without. */
async function gds(home: string, port?: number): Promise<LocalServer | { url: string }> {
  if (process.env.NEO4J_GDS_URI) return { url: process.env.NEO4J_GDS_URI };
  const plugin = ["-e", "NEO4J_AUTH=none", "-e", 'NEO4J_PLUGINS=["graph-data-science"]'];
  if (port === undefined && dockerAnswers()) return container("neo4j:5.26-community", 7687, "bolt", [], plugin);
  return startNeo4j(home, { port, gds: true });
}

const dockerAnswers = () => runs("docker", "info");

/** `docker run` in the foreground ends its container when it is told to end. */
async function container(image: string, port: number, scheme: string, command: string[], options: string[] = []): Promise<LocalServer> {
  const pulled = spawnSync("docker", ["pull", "-q", image], { encoding: "utf8" });
  if (pulled.status !== 0) throw new Unavailable(`Docker could not pull ${image}: ${pulled.stderr.trim()}`);
  const at = await freePort();
  return serve(
    "docker",
    ["run", "--rm", "-p", `127.0.0.1:${at}:${port}`, ...options, image, ...command],
    at,
    `${scheme}://127.0.0.1:${at}`,
  );
}
