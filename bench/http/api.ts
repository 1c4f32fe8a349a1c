/**
 * A folder of a million accounts, served -> how long twenty clients at once wait for each answer, at rest and while a clustering runs, and
 * the server's peak memory; beside a bare server that answers as many bytes.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openFolder } from "../../src/adapters/folder.js";
import { drawRun } from "../../src/app/look/draw-run.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { GRAPH_TYPE } from "../../src/contract/graph-columns.js";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { ClusterRun } from "../../src/model/run.js";
import { cpuSeconds, watchPeak } from "../stopwatch.js";
import { largeRun } from "../worlds/large-run.js";
import { loneCluster } from "../worlds/lone-cluster.js";

const SELF = fileURLToPath(import.meta.url);
const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
/** Of a million accounts 200,000 are in 30,000 clusters. */
const CLUSTERED = 0.2;
const CLUSTERS = 0.03;
const CLIENTS = 20;
const BOUND_MS = 50;
const ANATOMY_MS = 100;
const COLUMNS_MS = 150;
const BOUND_MB = 600;
/** Of the largest clusters. */
const LARGE = 20;
/** Accounts of the largest: one in 40 of all. */
const LARGEST = 0.025;

interface Target {
  what: string;
  /** What is asked for the nth time. */
  path: (n: number) => string;
  accept?: string;
  boundMs: number;
}

/** Exits with 1 where a bound is missed, of a million accounts. */
export async function benchApi(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { accounts: { type: "string", default: "1000000" }, requests: { type: "string", default: "2000" } },
  });
  const accounts = Number(values.accounts);
  const requests = Number(values.requests);
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const env = { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") };
  try {
    const { status } = spawnSync(process.execPath, ["--max-old-space-size=8192", SELF, "prepare", dir, String(accounts)], {
      stdio: "inherit",
      env,
    });
    if (status !== 0) throw new Error("bench: the folder could not be made");
    const made = spawnSync(
      process.execPath,
      [MAIN, "tokens", "create", "bench", "--role", "analyst", "--data", join(dir, "data"), "--json"],
      { env },
    );
    const { secret } = JSON.parse(made.stdout.toString());
    await measure({ dir, env, secret, accounts, requests });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Setting {
  dir: string;
  env: NodeJS.ProcessEnv;
  secret: string;
  accounts: number;
  requests: number;
}

async function measure({ dir, env, secret, accounts, requests }: Setting): Promise<void> {
  const server = spawn(process.execPath, [MAIN, "serve", "--data", join(dir, "data"), "--port", "0"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const peak = watchPeak(server.pid!);
  const [line] = await once(createInterface(server.stdout!), "line");
  const url = String(line).split(" at ")[1];
  const ask = async (path: string, accept = "application/json"): Promise<number> => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${secret}`, accept } });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`bench: ${path} was answered ${answer.status}`);
    return bytes;
  };
  const items = async <T>(path: string): Promise<T[]> => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${secret}` } });
    return ((await answer.json()) as { items: T[] }).items;
  };
  const begun = performance.now();
  await ask("/v1/clusters?limit=1");
  await ask("/v1/search?q=nobody-has-this");
  const warmS = (performance.now() - begun) / 1_000;
  const listed = await items<{ cluster: string }>("/v1/clusters?limit=1000");
  const ids = listed.map(({ cluster }) => cluster);
  const members = (await items<{ account: string }>(`/v1/clusters/${ids[0]}/members?limit=1000`)).map(({ account }) => account);
  const pick = (n: number) => ids[(n * 7_919) % ids.length];
  const first = performance.now();
  await ask(`/v1/clusters/${ids[0]}/graph`);
  const firstGraphMs = performance.now() - first;
  const targets: Target[] = [
    { what: "getCluster", path: (n) => `/v1/clusters/${pick(n)}`, boundMs: BOUND_MS },
    {
      what: "listClusters, 100",
      path: (n) => `/v1/clusters?limit=100&sort=${["size", "score", "growth"][n % 3]}&disposition=fraudulent`,
      boundMs: BOUND_MS,
    },
    { what: "listMembers, 100", path: (n) => `/v1/clusters/${pick(n)}/members?limit=100`, boundMs: BOUND_MS },
    { what: "search", path: (n) => `/v1/search?q=${n % 2 === 0 ? members[n % members.length] : pick(n)}`, boundMs: BOUND_MS },
    {
      what: "explainPair",
      path: (n) => `/v1/accounts/${members[n % members.length]}/links/${members[(n + 1) % members.length]}`,
      boundMs: BOUND_MS,
    },
    { what: "getClusterGraph", path: (n) => `/v1/clusters/${ids[n % LARGE]}/graph`, boundMs: ANATOMY_MS },
    { what: "getClusterGraph, columns", path: (n) => `/v1/clusters/${ids[n % LARGE]}/graph`, accept: GRAPH_TYPE, boundMs: COLUMNS_MS },
  ];
  const rows = [["", "p50 ms", "p99 ms", "a second", "server: ms in it", "CPU ms", "bytes"]];
  const missed: string[] = [];
  const round = async (name: string, times: number) => {
    for (const { what, path, accept, boundMs } of targets) {
      const before = await spent(url, server.pid!);
      const { p50, p99, rate, bytes } = await timed(CLIENTS, requests, (n) => ask(path(n), accept));
      const after = await spent(url, server.pid!);
      const each = (of: "inside" | "cpu") => ((1_000 * (after[of] - before[of])) / requests).toFixed(2);
      rows.push([`${what}${name}`, p50.toFixed(1), p99.toFixed(1), rate.toFixed(0), each("inside"), each("cpu"), formatCount(bytes)]);
      if (p99 > boundMs * times) missed.push(`${what}${name}: p99 ${p99.toFixed(1)} ms, over ${boundMs * times}`);
      if (name === "") rows.push([`  a bare server, as many bytes`, ...(await bare(bytes, requests)), "", "", ""]);
    }
  };
  await round("", 1);
  const megabytes = peak();
  const post = await fetch(`${url}/v1/runs`, { method: "POST", headers: { authorization: `Bearer ${secret}` } });
  if (post.status !== 202) throw new Error(`bench: a clustering was answered ${post.status}`);
  await round(", while clustering", 3);
  const still = await fetch(`${url}/v1/runs`, { method: "POST", headers: { authorization: `Bearer ${secret}` } });
  const { state } = (await still.json()) as { state: string };
  console.log(`the clustering was ${state === "running" ? "still under way" : "over"} when the last answer came`);
  console.log(`${formatCount(accounts)} accounts, ${CLIENTS} clients at once; first answers after ${warmS.toFixed(1)} s`);
  console.log(`the largest cluster's anatomy, asked for first: ${firstGraphMs.toFixed(0)} ms`);
  console.log(formatTable(rows));
  console.log(`the server's peak: ${megabytes.toFixed(0)} MB at rest, ${peak().toFixed(0)} MB in all`);
  if (megabytes > BOUND_MB) missed.push(`peak ${megabytes.toFixed(0)} MB, over ${BOUND_MB}`);
  server.kill("SIGKILL");
  await once(server, "exit");
  for (const each of missed) console.log(`MISSED: ${each}`);
  if (missed.length > 0 && accounts >= 1_000_000) process.exitCode = 1;
}

/** Seconds that requests were in the server so far, and its CPU on all threads. */
async function spent(url: string, pid: number): Promise<{ inside: number; cpu: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sums = [...text.matchAll(/^cautery_http_request_seconds_sum\{[^}]*\} (\S+)$/gm)];
  return { inside: sums.reduce((sum, [, seconds]) => sum + Number(seconds), 0), cpu: cpuSeconds({ server: pid }).server };
}

async function timed(clients: number, requests: number, ask: (n: number) => Promise<number>) {
  const times: number[] = [];
  let next = 0;
  let bytes = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < requests) {
        const n = next++;
        const at = performance.now();
        bytes = await ask(n);
        times.push(performance.now() - at);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return { p50: at(0.5), p99: at(0.99), rate: requests / ((performance.now() - begun) / 1_000), bytes };
}

/** The same clients before a server of Node that does nothing but answer. */
async function bare(bytes: number, requests: number): Promise<string[]> {
  const body = Buffer.alloc(bytes, "x");
  const server = createServer((_, response) => response.end(body)).listen(0);
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { p50, p99, rate } = await timed(CLIENTS, requests, async () => (await (await fetch(url)).arrayBuffer()).byteLength);
  server.close();
  server.closeAllConnections();
  return [p50.toFixed(1), p99.toFixed(1), rate.toFixed(0)];
}

/** A sign-up of each account, merged, and a clustering of a fifth of them, one large cluster among those. */
async function prepare(dir: string, accounts: number): Promise<void> {
  const size = {
    accounts,
    clustered: Math.round(accounts * (CLUSTERED - LARGEST)),
    clusters: Math.round(accounts * CLUSTERS),
    linksEach: 4,
  };
  const run = withLargest(largeRun(size), loneCluster(Math.round(accounts * LARGEST)).run);
  const names = run.clusters.flatMap((cluster) => cluster.accounts);
  while (names.length < accounts) names.push(`single-${names.length}`);
  const path = join(dir, "events.ndjson");
  await writeFile(path, signups(names));
  const { store, key } = await openFolder(join(dir, "data"));
  const ingester = openIngester(store, { key, threads: 2 });
  for (const input of await listInputs([path])) await ingester.apply(input);
  await ingester.close();
  const anatomies = await drawRun(store, run, await loadPopulation(store));
  await store.saveRun({ ...run, anatomies }, { at: Date.UTC(2026, 5, 1), ledger: await store.ledger() });
  await store.close();
}

function withLargest(run: ClusterRun, { clusters, links, changes }: ClusterRun): ClusterRun {
  return {
    ...run,
    clusters: [...clusters, ...run.clusters],
    links: [...run.links, ...links].sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    changes: [...changes, ...run.changes],
  };
}

function* signups(names: readonly string[]): Generator<string> {
  for (const [i, account] of names.entries()) {
    const time = new Date(Date.UTC(2026, 4, 1) + i * 1_000).toISOString();
    yield `${JSON.stringify({ type: "signup", id: `s-${i}`, time, account, email: `${account}@example.org`, client: { device: `d-${i >> 2}` } })}\n`;
  }
}

const [what, dir, accounts] = process.argv.slice(2);
if (process.argv[1] === SELF && what === "prepare") await prepare(dir, Number(accounts));
