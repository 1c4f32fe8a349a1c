/**
 * A simulated world's events -> how many a second are durably taken from four producers at once: over HTTP by `cautery serve`, by the
 * intake alone, and by a simple peer in the same run: each line parsed with JSON.parse, and rows of (id, account, at, type) added to
 * DuckDB.
 */
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { DuckDbClient } from "../src/adapters/duckdb/client.js";
import { duckDbStore } from "../src/adapters/duckdb/store.js";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { openFolder } from "../src/adapters/folder.js";
import { createToken } from "../src/app/access/tokens.js";
import { type Intake, openIntake } from "../src/app/intake.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { cloudEventLines } from "../src/contract/cloud-events.js";
import { settle } from "../src/simulate/settings.js";
import { served } from "./workbench/served.js";

const PRODUCERS = 4;
const LINES = 1000;
/** As a socket would bring them. */
const CHUNK_BYTES = 64 * 1024;

/** Takes one body; resolves when it is durable. */
type Take = (body: Buffer) => Promise<unknown>;

/** `events` at the most, of a world of `accounts`. */
export async function benchIntake(events = 1_000_000, accounts = 20_000): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    const world = await writeWorld(settle({ accounts, seed: 7 }), join(dir, "world"));
    const bodies = await bodiesOf(world.eventsPath, events);
    const count = bodies.reduce((sum, { lines }) => sum + lines, 0);
    console.log(`${formatCount(count)} events, ${PRODUCERS} producers, ${LINES} lines a body`);
    const rows: string[][] = [];
    for (let round = 1; round <= 2; round++) {
      rows.push(await measured("peer: JSON.parse, rows into DuckDB", bodies, (run) => withPeer(join(dir, `peer-${round}`), run)));
      rows.push(await measured("intake, NDJSON", bodies, (run) => withIntake(join(dir, `intake-${round}`), ndjson, run)));
      rows.push(await measured("postEvents, NDJSON over HTTP", bodies, (run) => withServer(join(dir, `http-${round}`), run)));
      rows.push(await measured("intake, CloudEvents", bodies, (run) => withIntake(join(dir, `cloud-${round}`), cloudEvents, run)));
    }
    console.log(formatTable([["", "events/s", "CPU µs an event", "a body, median ms", "95% ms"], ...rows]));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Body {
  bytes: Buffer;
  lines: number;
}

async function bodiesOf(path: string, most: number): Promise<Body[]> {
  const bodies: Body[] = [];
  let lines: string[] = [];
  const cut = () => {
    if (lines.length > 0) bodies.push({ bytes: Buffer.from(`${lines.join("\n")}\n`), lines: lines.length });
    lines = [];
  };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    lines.push(line);
    if (lines.length === LINES) cut();
    if (LINES * bodies.length >= most) return bodies;
  }
  cut();
  return bodies;
}

async function measured(
  what: string,
  bodies: readonly Body[],
  within: (run: (take: Take) => Promise<void>) => Promise<void>,
): Promise<string[]> {
  const events = bodies.reduce((sum, { lines }) => sum + lines, 0);
  const waits: number[] = [];
  let row: string[] = [];
  await within(async (take) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    let next = 0;
    const produce = async () => {
      while (next < bodies.length) {
        const { bytes } = bodies[next++];
        const begun = performance.now();
        await take(bytes);
        waits.push(performance.now() - begun);
      }
    };
    await Promise.all(Array.from({ length: PRODUCERS }, produce));
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    waits.sort((a, b) => a - b);
    const wait = (share: number) => waits[Math.floor(share * (waits.length - 1))].toFixed(0);
    row = [what, formatCount(Math.round(events / seconds)), ((user + system) / events).toFixed(1), wait(0.5), wait(0.95)];
  });
  return row;
}

async function withIntake(dir: string, take: (intake: Intake, body: Buffer) => Promise<unknown>, run: (take: Take) => Promise<void>) {
  const store = duckDbStore(dir);
  await store.open("bench");
  const intake = openIntake({ store, clock: Date, key: new Uint8Array(32).fill(7) });
  try {
    await run((body) => take(intake, body));
  } finally {
    await intake.close();
    await store.close();
  }
}

/** The processor's time told is that of the clients alone. */
async function withServer(dir: string, run: (take: Take) => Promise<void>): Promise<void> {
  process.env.CAUTERY_KEY_FILE ??= join(dir, "..", "key");
  const { store, key } = await openFolder(dir);
  const bench = { name: "bench", role: "analyst", days: null, marking: null, by: "bench" } as const;
  const { secret } = await createToken({ store, key, clock: Date }, bench);
  await store.close();
  const { link, close } = await served(dir, process.env);
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/x-ndjson" };
  try {
    await run(async (body) => {
      const answer = await fetch(new URL("/v1/events", link), { method: "POST", headers, body: new Uint8Array(body) });
      const { accepted } = (await answer.json()) as { accepted?: number };
      if (answer.status !== 202 || accepted === undefined) throw new Error(`bench: postEvents answered ${answer.status}`);
    });
  } finally {
    await close();
  }
}

const ndjson = (intake: Intake, body: Buffer) => intake.take(chunksOf(body));

/** Wrapping them is the producer's work, and counted too. */
function cloudEvents(intake: Intake, body: Buffer) {
  const batch = `[${body.toString().trimEnd().split("\n").map(wrapped).join(",")}]`;
  return intake.take(cloudEventLines(JSON.parse(batch)));
}

const wrapped = (line: string): string => {
  const [, id] = /"id":"([^"]*)"/.exec(line)!;
  return `{"specversion":"1.0","id":"${id}","source":"/bench","type":"event","data":${line}}`;
};

async function* chunksOf(body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += CHUNK_BYTES) yield body.subarray(at, at + CHUNK_BYTES);
}

/** A transaction a body: durable when it is answered. It knows no duplicates, and nothing is found by it. */
async function withPeer(dir: string, run: (take: Take) => Promise<void>): Promise<void> {
  const client = new DuckDbClient(dir);
  await client.open();
  try {
    await client.query('CREATE TABLE events (id VARCHAR, account VARCHAR, "at" TIMESTAMPTZ, type VARCHAR)');
    await run(async (body) => {
      const events = body
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      await client.transaction(async (_, bulk) => {
        const table = await bulk("events", ["text", "text", "time", "text"]);
        for (const { id, account, time, type } of events) table.add(id, account, Date.parse(time), type);
        table.close();
      });
    });
  } finally {
    await client.close();
  }
}
