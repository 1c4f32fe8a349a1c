/**
 * A store with one cluster of so many accounts, embedded or on Redis and Neo4j, a reference platform and people with keys -> what
 * benchmarks of enforcement run commands on; all of it may be killed and started again.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { keyPath, loadKey } from "../../src/adapters/files/key-file.js";
import { openFolder } from "../../src/adapters/folder.js";
import { parseSecret, signed } from "../../src/adapters/platform/signature.js";
import { openStore } from "../../src/adapters/services.js";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { GraphStore } from "../../src/ports/store.js";
import { freePort, type LocalServer } from "../servers/local-server.js";
import { startNeo4j } from "../servers/neo4j-server.js";
import { startRedis } from "../servers/redis-server.js";
import { watchPeak } from "../stopwatch.js";
import { loneCluster } from "../worlds/lone-cluster.js";

const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
const PLATFORM = fileURLToPath(new URL("../../test/platform/main.js", import.meta.url));
export const CLUSTER = "c-lone";
const STAFF = { pat: "analyst", bea: "approver", cem: "approver", dot: "admin" } as const;

export type Where = "embedded" | "services";

export interface Called {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Of memory, in MB. */
  peak: number;
}

/** What the platform says of itself, of which a benchmark looks at some. */
export interface Statistics {
  effective: { total: number; by_type: Record<string, number> };
  violations: { total: number };
  /** That it changed because it was told to. */
  accounts: number;
  calls: number;
  looks: number;
  limited: number;
  under_way: number;
  last_call_at: number | null;
  last_look_at: number | null;
}

/** What the platform has of an account that was ever changed: its state, and what changed it last. */
export interface Standing {
  state: string;
  cause: string;
}

export interface Ground {
  where: Where;
  dir: string;
  /** Runs a command to its end. */
  call(...args: string[]): Promise<Called>;
  /** The same; its JSON. Throws where it did not end with 0, or with another of `codes`. */
  json<T>(args: readonly string[], codes?: readonly number[]): Promise<T>;
  /** A command that goes on. */
  start(...args: string[]): ChildProcess;
  key(name: keyof typeof STAFF): string;
  /** Planned and approved; its id. */
  approved(...options: string[]): Promise<string>;
  platform: {
    statistics(): Promise<Statistics>;
    accounts(): Promise<Record<string, Record<string, number>>>;
    states(): Promise<Record<string, Standing>>;
    put(path: string, body: unknown): Promise<void>;
    /** One signed message by fetch, and no more than that. */
    post(id: string, body: object): Promise<Response>;
  };
  /**
   * `kill -9` and a new start; the platform keeps its port, journal and faults. Services only: redis and neo4j. False where it had ended
   * before.
   */
  crash(what: "platform" | "redis" | "neo4j"): Promise<boolean>;
}

/** Gives `work` the ground, and clears it after it, whatever comes of it. `limit`: calls a second that the platform takes. */
export async function onGround(
  where: Where,
  { accounts, limit }: { accounts: number; limit: number | null },
  work: (ground: Ground) => Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-bench-"));
  const ends: (() => Promise<unknown>)[] = [];
  const servers = new Map<"redis" | "neo4j", LocalServer>();
  const start = {
    redis: (port?: number) => startRedis(join(dir, "redis"), port),
    neo4j: (port?: number) => startNeo4j(join(dir, "neo4j"), { port, heapMb: 1024, pageCacheMb: 256 }),
  };
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CAUTERY_KEY_FILE: join(dir, "key"),
    CAUTERY_PLATFORM_SECRET: `whsec_${Buffer.alloc(32, 9).toString("base64")}`,
  };
  for (const name of ["REDIS_URL", "NEO4J_URI", "CAUTERY_POLICY"]) delete env[name];
  try {
    if (where === "services")
      for (const name of ["redis", "neo4j"] as const) {
        mkdirSync(join(dir, name));
        servers.set(name, await start[name]());
        ends.push(() => servers.get(name)!.stop());
      }
    if (where === "services")
      Object.assign(env, { REDIS_URL: servers.get("redis")!.url, NEO4J_URI: servers.get("neo4j")!.url, CAUTERY_SPOOL: join(dir, "spool") });
    await fill(where, join(dir, "data"), env, accounts);
    const ports = { platform: await freePort(), control: await freePort() };
    let faults: unknown = {};
    let platform = await startPlatform(dir, env, ports, { limit });
    ends.push(() => ended(platform));
    env.CAUTERY_PLATFORM_URL = `http://127.0.0.1:${ports.platform}/accounts`;
    env.CAUTERY_PLATFORM_TIMEOUT_MS = "3000";
    const control = `http://127.0.0.1:${ports.control}`;
    const asked = async <T>(path: string, init?: RequestInit): Promise<T> => (await fetch(control + path, init)).json() as Promise<T>;
    const store = where === "embedded" ? ["--data", join(dir, "data")] : [];
    const started = new Set<ChildProcess>();
    ends.push(() => Promise.all([...started].map(ended)));

    const ground: Ground = {
      where,
      dir,
      async call(...args) {
        const child = spawn(process.execPath, [MAIN, ...args, ...store], { env, stdio: ["ignore", "pipe", "pipe"] });
        started.add(child);
        const peak = watchPeak(child.pid!);
        const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
        started.delete(child);
        return { code: code as number | null, stdout, stderr, peak: peak() };
      },
      async json<T>(args: readonly string[], codes: readonly number[] = [0]) {
        const { code, stdout, stderr } = await ground.call(...args, "--json");
        if (code === null || !codes.includes(code)) throw new Error(`cautery ${args.join(" ")} ended with ${code}: ${stderr}`);
        return JSON.parse(stdout) as T;
      },
      start(...args) {
        const own = args[0] === "worker" ? [] : store;
        const child = spawn(process.execPath, [MAIN, ...args, ...own], { env, stdio: ["ignore", "ignore", "ignore"] });
        started.add(child);
        child.once("exit", () => started.delete(child));
        return child;
      },
      key: (name) => join(dir, `${name}.pem`),
      async approved(...options) {
        const plan = await ground.json<{ batch: string; hash: string; approvals_needed: number }>([
          "suspend",
          CLUSTER,
          "--by",
          "pat",
          ...options,
        ]);
        for (const name of (["bea", "dot"] as const).slice(0, plan.approvals_needed))
          await ground.json(["approve", plan.batch, "--hash", plan.hash, "--by", name, "--key", ground.key(name)]);
        return plan.batch;
      },
      platform: {
        statistics: () => asked("/statistics"),
        accounts: () => asked("/accounts"),
        states: () => asked("/states"),
        async put(path, body) {
          await asked(path, { method: "PUT", body: JSON.stringify(body) });
          if (path === "/faults") faults = body;
        },
        post(id, message) {
          const body = JSON.stringify(message);
          const headers = signed(
            parseSecret("CAUTERY_PLATFORM_SECRET", env.CAUTERY_PLATFORM_SECRET),
            id,
            Math.floor(Date.now() / 1000),
            body,
          );
          return fetch(env.CAUTERY_PLATFORM_URL!, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body });
        },
      },
      async crash(what) {
        if (what === "platform") {
          const was = await ended(platform);
          platform = await startPlatform(dir, env, ports, { limit, faults });
          return was;
        }
        const server = servers.get(what)!;
        const was = await server.kill();
        servers.set(what, await start[what](Number(new URL(server.url).port)));
        return was;
      },
    };
    for (const [name, role] of Object.entries(STAFF))
      await ground.json(["people", "add", name, "--role", role, "--key", ground.key(name as keyof typeof STAFF)]);
    await work(ground);
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** `kill -9`; false where it had ended by itself. */
export async function ended(child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  const [, signal] = await exit;
  return signal === "SIGKILL";
}

async function fill(where: Where, data: string, env: NodeJS.ProcessEnv, accounts: number): Promise<void> {
  const { run, events } = loneCluster(accounts);
  mkdirSync(data, { recursive: true });
  const path = join(data, "..", "events.ndjson");
  const file = createWriteStream(path);
  for (const event of events) if (!file.write(`${JSON.stringify(event)}\n`)) await once(file, "drain");
  file.end();
  await finished(file);
  const { store }: { store: GraphStore } = where === "embedded" ? await openFolder(data, {}, env) : await openStore(env);
  try {
    const ingester = openIngester(store, { key: await loadKey(keyPath(env)) });
    for (const input of await listInputs([path])) await ingester.apply(input);
    await ingester.close();
    await loadPopulation(store);
    await store.saveRun(run, { at: Date.now(), ledger: await store.ledger() });
  } finally {
    await store.close();
  }
}

/** The reference platform as a program; it keeps its journal in `dir`, and its ports. */
export async function startPlatform(
  dir: string,
  env: NodeJS.ProcessEnv,
  ports: { platform: number; control: number },
  { limit, faults = {} }: { limit: number | null; faults?: unknown },
): Promise<ChildProcess> {
  const rate = limit === null ? [] : ["--rate", String(limit), "--burst", String(limit)];
  const child = spawn(
    process.execPath,
    [
      PLATFORM,
      "--journal",
      join(dir, "platform.journal"),
      "--port",
      String(ports.platform),
      "--control-port",
      String(ports.control),
      "--faults",
      JSON.stringify(faults),
      ...rate,
    ],
    { env, stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: child.stdout });
  await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(() => Promise.reject(new Error("the reference platform did not start"))),
  ]);
  return child;
}

/** Numbers in [0, 1) that a seed decides (Mulberry32, by Tommy Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
