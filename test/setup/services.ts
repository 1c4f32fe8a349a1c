/**
 * Vitest's global set-up: lends a real Redis and a real Neo4j to the test files that ask for one, one file at a time. Each is the one at the address in
 * the environment, else one in Docker, else one started here; started when first asked for, or at once by `npm test`, and ended with the run.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort, type LocalServer, serve, Unavailable } from "./local-server.js";
import { startNeo4j } from "./neo4j-server.js";
import { runs, startRedis } from "./redis-server.js";

declare module "vitest" {
  interface ProvidedContext {
    services: string;
  }
}

/** What a test file gets: an address, or why there is none. */
export type Lent = { url: string } | { missing: string };

interface Service {
  lent: Promise<Lent> | null;
  start(): Promise<LocalServer | { url: string }>;
  /** Settles when the file that had it last gives it back. */
  free: Promise<void>;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
  const started: LocalServer[] = [];
  const services: Record<string, Service> = {
    redis: { lent: null, free: Promise.resolve(), start: () => redis(join(dir)) },
    neo4j: { lent: null, free: Promise.resolve(), start: () => neo4j(join(dir, "neo4j")) },
  };
  const start = (service: Service): Promise<Lent> => {
    service.lent ??= service.start().then(
      (server) => {
        if ("stop" in server) started.push(server);
        return { url: server.url };
      },
      (error: unknown) => {
        if (error instanceof Unavailable) return { missing: error.message };
        throw error;
      },
    );
    return service.lent;
  };
  const lend = async (service: Service, response: ServerResponse) => {
    const before = service.free;
    service.free = before.then(() => once(response, "close")).then(() => {});
    await before;
    response.write(`${JSON.stringify(await start(service).catch((error: Error) => ({ failed: error.message })))}\n`);
  };
  const broker = createServer((request, response) => void lend(services[(request.url ?? "").slice(1)], response)).listen(0, "127.0.0.1");
  await once(broker, "listening");
  const address = broker.address();
  if (address === null || typeof address === "string") throw new Error("the broker of the test services has no port");
  project.provide("services", `http://127.0.0.1:${address.port}`);
  if (process.env.npm_lifecycle_event === "test") for (const service of Object.values(services)) start(service).catch(() => {}); // told to who asks

  return async () => {
    broker.closeAllConnections();
    broker.close();
    await Promise.allSettled(Object.values(services).map((service) => service.lent));
    await Promise.all(started.map((server) => server.stop()));
    rmSync(dir, { recursive: true, force: true });
  };
}

async function redis(dir: string): Promise<LocalServer | { url: string }> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL };
  if (dockerAnswers())
    return container("redis:7", 6379, "redis", ["redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction"]);
  return startRedis(dir);
}

async function neo4j(home: string): Promise<LocalServer | { url: string }> {
  if (process.env.NEO4J_URI) return { url: process.env.NEO4J_URI };
  if (dockerAnswers()) return container("neo4j:5.26-community", 7687, "bolt", [], ["-e", "NEO4J_AUTH=none"]);
  return startNeo4j(home);
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
