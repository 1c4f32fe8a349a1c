/**
 * A small simulated world, cut in pieces, and the processes of the services that it is fed to: started as a user would, and killed as no
 * user should.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { keyCheck } from "../../src/indicator/normalise/pseudonym.js";
import { readPage } from "../../src/indicator/page.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { GraphStore } from "../../src/ports/store.js";
import { cautery } from "../cli/command.js";
import { type Lease, wipe } from "../setup/lease.js";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

export interface Found {
  clusters: string;
  quarantine: string;
  counts: Record<string, number>;
}

export class Fleet {
  readonly dir = mkdtempSync(join(tmpdir(), "cautery-services-"));
  readonly env: NodeJS.ProcessEnv;
  readonly #neo4j: Lease;
  readonly #workers = new Set<ChildProcess>();

  constructor(redis: Lease, neo4j: Lease) {
    this.#neo4j = neo4j;
    this.env = {
      REDIS_URL: redis.url,
      NEO4J_URI: neo4j.url,
      CAUTERY_REDIS_PREFIX: `test-${randomUUID()}`,
      CAUTERY_KEY_FILE: join(this.dir, "key"),
      CAUTERY_SPOOL: join(this.dir, "spool"),
    };
  }

  /** Runs a command to its end; throws where it was not done. */
  async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cautery(args, this.env);
    if (code !== 0) throw new Error(`cautery ${args.join(" ")} ended with ${code}: ${stderr}`);
    return stdout;
  }

  start(...args: string[]): ChildProcess {
    return this.startWith({}, ...args);
  }

  /** With more in its environment. */
  startWith(more: NodeJS.ProcessEnv, ...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [main, ...args], {
      env: { ...process.env, ...this.env, ...more },
      stdio: ["pipe", "ignore", "pipe"],
    });
    child.stderr?.resume();
    this.#workers.add(child);
    child.once("exit", () => this.#workers.delete(child));
    return child;
  }

  /** Resolves when a worker is at work. */
  async ready(...args: string[]): Promise<ChildProcess> {
    const child = this.start(...args);
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("working: ")) resolve();
      });
      child.once("exit", () => reject(new Error(`cautery ${args.join(" ")} ended: ${said}`)));
    });
    return child;
  }

  /** An empty store and no jobs, as on the first day. */
  async renew(): Promise<void> {
    await this.stop();
    this.env.CAUTERY_REDIS_PREFIX = `test-${randomUUID()}`;
    await wipe(this.#neo4j.url);
  }

  /** Ends all that was started, in order. */
  async stop(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => end(worker, "SIGTERM")));
  }

  /** The current clusters, as `export` leaves them. */
  async export(): Promise<Found> {
    const out = join(this.dir, "exported");
    await this.run("export", "--out", out);
    return read(out);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => end(worker, "SIGKILL")));
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

export function read(out: string): Found {
  const { seconds: _, ...counts } = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
  return {
    clusters: readFileSync(join(out, "clusters.ndjson"), "utf8"),
    quarantine: readFileSync(join(out, "quarantine.ndjson"), "utf8"),
    counts,
  };
}

/** What an embedded store in a folder holds, as `contentOf` says. */
export async function contentIn(data: string, { CAUTERY_KEY_FILE }: NodeJS.ProcessEnv): Promise<string> {
  const store = duckDbStore(data);
  await store.open(keyCheck(readFileSync(CAUTERY_KEY_FILE as string)));
  try {
    return await contentOf(store);
  } finally {
    await store.close();
  }
}

/** What a store holds of every account, to the last byte, and what each did day by day. */
export async function contentOf(store: GraphStore): Promise<string> {
  const rows: string[] = [];
  const accounts: string[] = [];
  await loadPopulation(store); // merges what is not
  for (let part = 0; part < store.parts(); part++) {
    const merged = readPage((await store.part(part)).footprints);
    for (const { account, bytes } of merged) rows.push(`${account} ${createHash("sha256").update(bytes).digest("hex")}`);
    accounts.push(...merged.map(({ account }) => account));
  }
  const activity = await store.activityOf(accounts);
  expect(activity.length, "every account did something").toBe(accounts.length);
  for (const each of activity) rows.push(JSON.stringify(each));
  return createHash("sha256").update(rows.sort().join("\n")).digest("hex");
}

/** A world's files: all events in one, and the same with some lines spoilt or twice, in `pieces` files of whole lines. */
export async function worldIn(dir: string, { accounts, pieces }: { accounts: number; pieces: number }) {
  await cautery(["simulate", "--accounts", String(accounts), "--seed", "11", "--out", join(dir, "world"), "--quiet"]);
  const lines = readFileSync(join(dir, "world", "events.ndjson"), "utf8")
    .trimEnd()
    .split("\n");
  lines.splice(5, 0, "not JSON", lines[0], '{"type":"signup"}');
  lines.push(lines[100], lines[lines.length >> 1]);
  const all = write(join(dir, "all.ndjson"), lines);
  const length = Math.ceil(lines.length / pieces);
  const parts = Array.from({ length: pieces }, (_, i) =>
    write(join(dir, `part-${String(i).padStart(2, "0")}.ndjson`), lines.slice(i * length, (i + 1) * length)),
  );
  return { all, parts, lines, operators: join(dir, "world", "operators.json") };
}

export function write(path: string, lines: readonly string[]): string {
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
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
