/**
 * Redis and Neo4j on this machine in a folder of their own -> what commands need to find them, and how to end all that was started; for
 * benchmarks of the services.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startNeo4j } from "./neo4j-server.js";
import { startRedis } from "./redis-server.js";

export const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));

export interface Servers {
  dir: string;
  env: NodeJS.ProcessEnv;
  redisPid: number;
  neo4jPid: number;
  /** A command that goes on: it is ended with the servers, if it has not ended by then. */
  start(stdio: readonly ("pipe" | "ignore" | "inherit")[], ...args: string[]): ChildProcess;
  /** Resolves when the command has ended well. */
  run(...args: string[]): Promise<void>;
}

/** Gives `work` the servers, and ends them after it, whatever comes of it. */
export async function withServers(work: (servers: Servers) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-bench-"));
  const ends: (() => Promise<unknown>)[] = [];
  try {
    for (const name of ["redis", "neo4j"]) mkdirSync(join(dir, name));
    const redis = await startRedis(join(dir, "redis"));
    ends.push(redis.stop);
    const neo4j = await startNeo4j(join(dir, "neo4j"), { heapMb: 2048, pageCacheMb: 512 });
    ends.push(neo4j.stop);
    const addresses = { REDIS_URL: redis.url, NEO4J_URI: neo4j.url, CAUTERY_KEY_FILE: join(dir, "key"), CAUTERY_SPOOL: join(dir, "spool") };
    const env = { ...process.env, ...addresses };
    await work({
      dir,
      env,
      redisPid: redis.pid,
      neo4jPid: neo4j.pid,
      start(stdio, ...args) {
        const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: [...stdio] });
        ends.push(() => end(child));
        return child;
      },
      async run(...args) {
        const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: "inherit" });
        const [code] = await once(child, "exit");
        if (code !== 0) throw new Error(`cautery ${args.join(" ")} ended with ${code}`);
      },
    });
  } finally {
    for (const each of ends.reverse()) await each();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  if (child.exitCode === null && child.kill()) await exited;
}
