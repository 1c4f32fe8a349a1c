/**
 * A small folder, served -> 500 readers of its changes: whether each is told of all in order, also across a `kill -9` of the server; how
 * long that takes and what memory, beside a bare server; and what becomes of readers that do not read.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { openFolder } from "../../src/adapters/folder.js";
import { formatTable } from "../../src/cli/text/format.js";
import { freePort } from "../servers/local-server.js";
import { watchPeak } from "../stopwatch.js";
import { openReaders, type Reader } from "./readers.js";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
const BARE = fileURLToPath(new URL("./bare-changes.js", import.meta.url));
const PATIENCE_MS = 60_000;
/** A change each so often. */
const EVERY_MS = 50;
/** Of those that do not read, and of those beside them that do. */
const DEAF = 50;
const HEARING = 20;
/** Of a change's id there: so many changes are more than what systems hold for who does not read. */
const ID_LETTERS = 4_000;
/** What the server's memory may grow by for each that does not read: what waits for it, and as much again for the connection. */
const BOUND_DEAF_KB = 1_024;

/** All that were started: none outlives the bench. */
const children: ChildProcess[] = [];

interface Setting {
  dir: string;
  env: NodeJS.ProcessEnv;
  readers: number;
  changes: number;
  flood: number;
}

interface Running {
  url: string;
  child: ChildProcess;
  /** Of each change: its id, and when it was asked for. */
  post(): Promise<{ id: string; at: number }>;
  headers: Readonly<Record<string, string>>;
}

/** Exits with 1 where a reader misses a change, is told one twice or in another order, or one that does not read is kept. */
export async function benchChanges(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      readers: { type: "string", default: "500" },
      changes: { type: "string", default: "400" },
      flood: { type: "string", default: "1500" },
    },
  });
  const [readers, changes, flood] = [values.readers, values.changes, values.flood].map(Number);
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    await measure({ dir, env: { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") }, readers, changes, flood });
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await rm(dir, { recursive: true, force: true });
  }
}

async function measure(setting: Setting): Promise<void> {
  const { dir, env, readers, changes } = setting;
  const cautery = async (...args: string[]): Promise<string> => (await run(process.execPath, [MAIN, ...args], { env })).stdout;
  const data = join(dir, "data");
  await cautery("simulate", "--out", join(dir, "world"), "--accounts", "300", "--seed", "1", "--quiet");
  await cautery("run", join(dir, "world", "events.ndjson"), "--data", data, "--out", join(dir, "found"));
  const [a, b] = await twoAccounts(join(dir, "world", "events.ndjson"));
  const { secret } = JSON.parse(await cautery("tokens", "create", "bench", "--role", "analyst", "--data", data, "--json"));
  const port = await freePort();
  const start = () => started([MAIN, "serve", "--data", data, "--port", String(port)], { env, secret, a, b });
  const faults: string[] = [];
  const bare = await steady("a bare server", await started([BARE], { env, secret, a, b }), readers, changes, "/");
  for (const reader of bare.all) reader.close();
  bare.running.child.kill("SIGKILL");
  const ours = await steady("cautery serve", await start(), readers, changes, "/v1/changes");
  faults.push(...ours.faults);
  console.log(`${readers} readers, ${changes} changes, one each ${EVERY_MS} ms`);
  console.log(formatTable([["", "p50 ms", "p99 ms", "longest", "MB at rest", "MB with readers", "peak MB"], ours.row, bare.row]));
  const again = await killed(ours, start, changes);
  faults.push(...again.faults);
  for (const reader of ours.all) reader.close();
  faults.push(...(await deaf(again.running, setting)));
  again.running.child.kill("SIGKILL");
  for (const fault of faults) console.log(`MISSED: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function twoAccounts(events: string): Promise<string[]> {
  const lines = (await readFile(events, "utf8")).split("\n", 1_000);
  return [...new Set(lines.map((line) => (JSON.parse(line) as { account: string }).account))].slice(0, 2);
}

interface Start {
  env: NodeJS.ProcessEnv;
  secret: string;
  /** Two accounts that were seen. */
  a: string;
  b: string;
}

async function started(args: readonly string[], { env, secret, a, b }: Start): Promise<Running> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [line] = await once(createInterface(child.stdout!), "line");
  const url = String(line).split(" at ")[1];
  const headers = { authorization: `Bearer ${secret}` };
  let count = 0;
  return {
    url,
    child,
    headers,
    async post() {
      const body = JSON.stringify({ about: { type: "link", a, b }, verdict: "positive", reason: `change ${count++}` });
      const at = performance.now();
      const answer = await fetch(`${url}/v1/judgements`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body,
      });
      if (answer.status !== 201) throw new Error(`bench: a judgement was answered ${answer.status}: ${await answer.text()}`);
      return { id: ((await answer.json()) as { judgement: string }).judgement, at };
    },
  };
}

interface Steady {
  running: Running;
  all: Reader[];
  row: string[];
  faults: string[];
}

async function steady(name: string, running: Running, readers: number, changes: number, path: string): Promise<Steady> {
  const peak = watchPeak(running.child.pid!);
  await running.post();
  const rest = residentMb(running);
  const all = await openReaders(readers, { url: running.url + path, headers: running.headers, retryMs: 200 });
  const held = residentMb(running);
  const posted = new Map<string, number>();
  for (let i = 0; i < changes; i++) {
    const { id, at } = await running.post();
    posted.set(id, at);
    await pause(EVERY_MS);
  }
  await until(() => all.every(({ told }) => told.length >= changes));
  const times = all.flatMap(({ told }) => told.map(({ data, at }) => at - posted.get(idIn(data))!)).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0);
  const row = [name, at(0.5), at(0.99), at(1), rest.toFixed(0), held.toFixed(0), peak().toFixed(0)];
  return { running, all, row, faults: outOfOrder(all, [...posted.keys()], name) };
}

/** Killed in the middle of changes, and started again: what was answered, and what was not but kept, is told once and in order. */
async function killed(
  { running, all }: Steady,
  start: () => Promise<Running>,
  changes: number,
): Promise<{ running: Running; faults: string[] }> {
  let lost = 0;
  const some = async (of: Running) => {
    for (let i = 0; i < changes / 2; i++) {
      await of.post().catch(() => lost++);
      await pause(EVERY_MS / 2);
    }
  };
  const posting = some(running);
  await pause((EVERY_MS * changes) / 8);
  running.child.kill("SIGKILL");
  await once(running.child, "exit");
  const begun = performance.now();
  const next = await start();
  await posting;
  await some(next);
  const kept = await judgements(next);
  await until(() => all.every(({ told }) => told.length >= kept.length - 1));
  const back = (performance.now() - begun) / 1_000;
  const times = Math.max(...all.map(({ connects }) => connects));
  console.log(`killed and started again: ${kept.length - 1} changes were kept, ${lost} asked for in vain; all readers had them within`);
  console.log(`${back.toFixed(1)} s of the start, and connected ${times} times at the most`);
  return { running: next, faults: outOfOrder(all, kept.slice(1), "after the kill") };
}

/** In the order in which they were kept, which the store tells: without the first, which was there before the readers. */
async function judgements({ url, headers }: Running): Promise<string[]> {
  const all: { judgement: string; at: string }[] = [];
  for (let cursor = ""; ; ) {
    const answer = await fetch(`${url}/v1/judgements?limit=1000${cursor}`, { headers });
    const { items, next } = (await answer.json()) as { items: { judgement: string; at: string }[]; next: string | null };
    all.push(...items);
    if (next === null) return all.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ judgement }) => judgement);
    cursor = `&cursor=${next}`;
  }
}

/** Many changes at once, before readers of which most do not read: these are let go, and the others told all. */
async function deaf(running: Running, { dir, env, flood }: Setting): Promise<string[]> {
  const options = { url: `${running.url}/v1/changes`, headers: running.headers, retryMs: 200 };
  await until(async () => (await listening(running)) === 0);
  const hearing = await openReaders(HEARING, options);
  const silent = await openReaders(DEAF, options, { reads: false });
  const before = residentMb(running);
  const peak = watchPeak(running.child.pid!);
  const { store } = await openFolder(join(dir, "data"), {}, env);
  const ids = Array.from({ length: flood }, (_, i) => `j-flood-${String(i).padStart(ID_LETTERS, "0")}`);
  for (const [i, id] of ids.entries())
    await store.appendJudgement({
      id,
      at: Date.now() + i,
      analyst: "bench",
      reason: "",
      about: { type: "link", a: "a", b: "b" },
      verdict: "positive",
    });
  await store.close();
  await until(() => hearing.every(({ told }) => told.length >= flood));
  const letGo = await until(async () => (await listening(running)) === HEARING, false);
  const grown = peak() - before;
  console.log(
    `${DEAF} readers that do not read, ${HEARING} that do, ${flood} changes at once: the server grew by ${grown.toFixed(0)} MB at its peak;`,
  );
  console.log(`listeners at the end: ${await listening(running)}`);
  const faults = outOfOrder(hearing, ids, "beside those that do not read");
  if (!letGo && flood >= 1_500) faults.push("readers that do not read are still held");
  if (grown * 1_024 > BOUND_DEAF_KB * DEAF + 150 * 1_024) faults.push(`the server grew by ${grown.toFixed(0)} MB`);
  for (const reader of [...hearing, ...silent]) reader.close();
  return faults;
}

async function listening({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^cautery_listeners (\d+)$/m.exec(text)?.[1]);
}

const idIn = (data: string): string => (JSON.parse(data) as { judgement: string }).judgement;

function outOfOrder(readers: readonly Reader[], ids: readonly string[], when: string): string[] {
  const wrong = readers.filter(({ told }) => told.length !== ids.length || told.some(({ data }, i) => idIn(data) !== ids[i]));
  return wrong.length === 0
    ? []
    : [`${when}, ${wrong.length} of ${readers.length} readers were not told all ${ids.length} in order, once each`];
}

const residentMb = ({ child }: Running): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1_024;

/** Whether it came to be so in time; where that is wanted, throws where it did not. */
async function until(is: () => boolean | Promise<boolean>, must = true): Promise<boolean> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(100)) if (await is()) return true;
  if (must) throw new Error("bench: it did not come to be so in time");
  return false;
}
