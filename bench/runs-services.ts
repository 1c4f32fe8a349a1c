/**
 * A clustering of a million accounts -> what it takes to keep it in Neo4j: saved, saved again, with little changed, and read a piece at a
 * time.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { neo4jStore } from "../src/adapters/neo4j/store.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import type { Cluster } from "../src/model/cluster.js";
import type { GraphStore } from "../src/ports/store.js";
import { startNeo4j } from "./servers/neo4j-server.js";
import { largeRun, MILLION } from "./worlds/large-run.js";

const TIMES = 40;
const WARM_UP = 10;

/** `accounts`: a fifth of them in clusters. */
export async function benchRunsInServices(accounts = MILLION.accounts): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-bench-"));
  const server = await startNeo4j(dir, { heapMb: 2048, pageCacheMb: 512 });
  const store = neo4jStore({ uri: server.url, username: "neo4j", password: "neo4j" });
  try {
    await store.open("a key check");
    const clusters = await save(store, accounts, server.pid);
    await read(store, clusters, server.pid);
  } finally {
    await store.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function save(store: GraphStore, accounts: number, pid: number): Promise<Cluster[]> {
  const share = accounts / MILLION.accounts;
  const size = {
    ...MILLION,
    accounts,
    clustered: Math.round(MILLION.clustered * share),
    clusters: Math.round(MILLION.clusters * share),
  };
  const rows = [["save", "s", "CPU s here", "CPU s of Neo4j", "MB of memory beyond the run"]];
  let clusters: Cluster[] = [];
  for (const [what, changed] of [
    ["the first", undefined],
    ["the same again", undefined],
    ["1% of the clusters changed", { oneIn: 100 }],
  ] as const) {
    const run = largeRun(size, changed);
    if (rows.length === 1) console.log(`${formatCount(run.clusters.length)} clusters, ${formatCount(run.links.length)} links`);
    const [at, here, there, rss] = [performance.now(), cpuHere(), cpuOf(pid), process.memoryUsage.rss()];
    await store.saveRun(run, { at: 1_770_000_000_000 + rows.length, ledger: 1 });
    const took = [performance.now() - at, cpuHere() - here, cpuOf(pid) - there].map((ms) => (ms / 1000).toFixed(2));
    rows.push([what, ...took, ((process.memoryUsage.rss() - rss) / 1e6).toFixed(1)]);
    clusters = [...run.clusters];
  }
  console.log(formatTable(rows));
  return clusters;
}

async function read(store: GraphStore, clusters: readonly Cluster[], pid: number): Promise<void> {
  const what: Record<string, (cluster: Cluster) => Promise<unknown>> = {
    "a cluster": ({ id }) => store.cluster(id),
    "a cluster as of the first run": ({ id }) => store.cluster(id, 1),
    "a cluster's links": ({ id }) => store.linksOf(id),
    "the cluster of an account": ({ accounts }) => store.clusterOf(accounts[0]),
    "a page of 100 clusters": () => store.clusters({ limit: 100 }),
    "by score, of one disposition": () => store.clusters({ limit: 100, sort: "score", disposition: "unclear" }),
    "by exchanges, of one operator": () => store.clusters({ limit: 100, sort: "exchanges", operator: "operator-3" }),
    "by last seen, as of the first run": () => store.clusters({ limit: 100, sort: "last_seen", run: 1 }),
    "alternately of two runs": ({ accounts }) => store.clusters({ limit: 100, run: 1 + 2 * (accounts.length % 2) }),
    "today's id of a cluster": ({ id }) => store.resolveClusterId(id),
    "all known clusters": () => store.knownClusters(),
  };
  const rows = [["read", "first ms", "median ms", "95% ms", "CPU ms here", "CPU ms of Neo4j"]];
  for (const [name, call] of Object.entries(what)) {
    const times = name.startsWith("all") ? 5 : TIMES;
    const ms: number[] = [];
    for (let i = 0; i < times; i++) {
      const at = performance.now();
      await call(clusters[Math.floor((i * (clusters.length - 1)) / (times - 1))]);
      ms.push(performance.now() - at);
    }
    const warm = ms.slice(Math.min(WARM_UP, times >> 1)).sort((a, b) => a - b);
    const [here, there] = [cpuHere(), cpuOf(pid)];
    for (let i = 0; i < times; i++) await call(clusters[(i * 97) % clusters.length]);
    const cpu = [cpuHere() - here, cpuOf(pid) - there].map((total) => total / times);
    const shown = [ms[0], warm[warm.length >> 1], warm[Math.floor(warm.length * 0.95)], ...cpu];
    rows.push([name, ...shown.map((each) => each.toFixed(1))]);
  }
  console.log(`\n${formatTable(rows)}`);
}

/** In milliseconds. */
function cpuHere(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** In milliseconds; 0 where the system doesn't say. */
function cpuOf(pid: number): number {
  if (process.platform !== "linux") return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
