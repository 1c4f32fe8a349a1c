/**
 * A clustering of a million accounts -> what it takes to keep it in a data folder: saved, saved again, with little changed, and read a
 * piece at a time; beside one JSON file.
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { openFolder } from "../src/adapters/folder.js";
import { resolveAccount } from "../src/app/resolve.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import type { Cluster } from "../src/model/cluster.js";
import type { GraphStore } from "../src/ports/store.js";
import { largeRun, MILLION, type RunSize } from "./worlds/large-run.js";

const SELF = fileURLToPath(import.meta.url);
const MAIN = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const INDEX_BYTES = 64 << 20;
const TIMES = 15;

/** A process each, as peak memory is the process's. `accounts`: a fifth of them in clusters. */
export async function benchRuns(accounts = MILLION.accounts): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    for (const what of ["save", "read", "commands", "peer"]) {
      const { status } = spawnSync(process.execPath, ["--expose-gc", SELF, what, dir, String(accounts)], {
        stdio: "inherit",
        env: { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") },
      });
      if (status !== 0) throw new Error(`bench: ${what} ended with ${status}`);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const sizeOf = (accounts: number): RunSize => ({
  accounts,
  clustered: Math.round((accounts * MILLION.clustered) / MILLION.accounts),
  clusters: Math.round((accounts * MILLION.clusters) / MILLION.accounts),
  linksEach: MILLION.linksEach,
});

async function save(dir: string, accounts: number): Promise<void> {
  const { store } = await openFolder(join(dir, "data"));
  const index = new Uint8Array(INDEX_BYTES).map((_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
  const rows = [["save", "s", "CPU s", "MB added", "peak MB beyond the run"]];
  for (const [what, changed] of [
    ["the first", undefined],
    ["the same again", undefined],
    ["and again", undefined],
    ["1% of the clusters changed", { oneIn: 100 }],
  ] as const) {
    const run = largeRun(sizeOf(accounts), changed);
    if (rows.length === 1)
      console.log(`${formatCount(run.clusters.length)} clusters, ${formatCount(run.links.length)} links, and an index of 64 MB`);
    const bytes = folderBytes(join(dir, "data"));
    const before = calmRss();
    const took = await timed(() => store.saveRun(run, { at: 1_770_000_000_000 + rows.length, ledger: 1, index }));
    rows.push([what, took.seconds, took.cpu, megabytes(folderBytes(join(dir, "data")) - bytes), megabytes(peakRss() - before)]);
  }
  await store.close();
  console.log(formatTable(rows));
}

async function read(dir: string, accounts: number): Promise<void> {
  const picked = spread(largeRun(sizeOf(accounts)).clusters);
  calmRss();
  const rows = [["read", "first ms", "median ms", "most ms", "CPU ms a time"]];
  const opened = performance.now();
  const { store } = await openFolder(join(dir, "data"));
  rows.push(["open", (performance.now() - opened).toFixed(0), "", "", ""]);
  const what: Record<string, (store: GraphStore, cluster: Cluster) => Promise<unknown>> = {
    "a cluster": (store, { id }) => store.cluster(id),
    "a cluster's links": (store, { id }) => store.linksOf(id),
    "the cluster of an account": (store, { accounts }) => store.clusterOf(accounts[0]),
    "an account, resolved": (store, { accounts }) => resolveAccount({ store, clock: Date }, accounts[0]),
    "a page of 1,000 clusters": (store) => store.clusters({ limit: 1000 }),
    "a page by score, of one operator": (store) => store.clusters({ limit: 1000, sort: "score", operator: "operator-3" }),
    "today's id of a cluster": (store, { id }) => store.resolveClusterId(id),
    "all known clusters": (store) => store.knownClusters(),
  };
  for (const [name, call] of Object.entries(what)) {
    const took: number[] = [];
    const cpu = process.cpuUsage();
    for (const cluster of picked) {
      const at = performance.now();
      await call(store, cluster);
      took.push(performance.now() - at);
    }
    const used = process.cpuUsage(cpu);
    const [first] = took;
    took.sort((a, b) => a - b);
    const perTime = (used.user + used.system) / 1000 / took.length;
    rows.push([name, first.toFixed(1), took[took.length >> 1].toFixed(1), took.at(-1)!.toFixed(1), perTime.toFixed(1)]);
  }
  await store.close();
  console.log(`\n${formatTable(rows)}`);
}

/** From the largest to the smallest. */
const spread = (clusters: readonly Cluster[]) =>
  Array.from({ length: TIMES }, (_, i) => clusters[Math.floor((i * (clusters.length - 1)) / (TIMES - 1))]);

async function commands(dir: string, accounts: number): Promise<void> {
  const { clusters } = largeRun(sizeOf(accounts));
  const { id, accounts: members } = clusters[clusters.length >> 1];
  const told =
    'process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write(JSON.stringify([maxRSS,userCPUTime+systemCPUTime]))})';
  const rows = [["command", "median ms", "CPU ms", "peak MB"]];
  for (const call of [["show", id], ["show", clusters[0].id], ["resolve", members[0]], ["runs"]]) {
    const runs = Array.from({ length: 5 }, () => {
      const at = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--import", `data:text/javascript,${encodeURIComponent(told)}`, MAIN, ...call, "--data", join(dir, "data")],
        { encoding: "utf8", maxBuffer: 1 << 30 },
      );
      if (status !== 0) throw new Error(`bench: ${call.join(" ")}: ${stderr}`);
      const [rssKb, cpu] = JSON.parse(stderr) as [number, number];
      return { ms: performance.now() - at, cpu: cpu / 1000, rss: rssKb * 1024 };
    }).sort((a, b) => a.ms - b.ms);
    const { ms, cpu, rss } = runs[2];
    rows.push([`cautery ${call[0]} ${call[1] === clusters[0].id ? "(the largest)" : ""}`, ms.toFixed(0), cpu.toFixed(0), megabytes(rss)]);
  }
  console.log(`\n${formatTable(rows)}`);
}

/** What is simplest: one JSON file, written whole and parsed whole. */
async function peer(dir: string, accounts: number): Promise<void> {
  const path = join(dir, "run.json");
  const run = largeRun(sizeOf(accounts));
  const before = calmRss();
  const wrote = await timed(async () => {
    const file = openSync(path, "w");
    for (const [i, [name, items]] of Object.entries({ clusters: run.clusters, links: run.links }).entries()) {
      writeSync(file, `${i === 0 ? "{" : ","}"${name}":[`);
      for (let at = 0; at < items.length; at += 1000)
        writeSync(
          file,
          (at === 0 ? "" : ",") +
            items
              .slice(at, at + 1000)
              .map((item) => JSON.stringify(item))
              .join(","),
        );
      writeSync(file, "]");
    }
    writeSync(file, "}");
    closeSync(file);
  });
  const written = peakRss() - before;
  const { id } = run.clusters[run.clusters.length >> 1];
  const again = calmRss();
  const found = await timed(async () =>
    (JSON.parse(readFileSync(path, "utf8")) as typeof run).clusters.find((cluster) => cluster.id === id),
  );
  console.log(
    `\n${formatTable([
      ["one JSON file", "s", "CPU s", "MB", "peak MB beyond the run"],
      ["written", wrote.seconds, wrote.cpu, megabytes(statSync(path).size), megabytes(written)],
      ["parsed, one cluster of it", found.seconds, found.cpu, "", megabytes(peakRss() - again)],
    ])}`,
  );
}

async function timed(work: () => Promise<unknown>): Promise<{ seconds: string; cpu: string }> {
  const at = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const used = process.cpuUsage(cpu);
  return { seconds: ((performance.now() - at) / 1000).toFixed(2), cpu: ((used.user + used.system) / 1e6).toFixed(2) };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const folderBytes = (dir: string) => readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);

/** What is in memory now; the peak is counted from here on, where the system can. */
function calmRss(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
  return process.memoryUsage.rss();
}

function peakRss(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
}

if (process.argv[1] === SELF) {
  const [what, dir, accounts] = process.argv.slice(2);
  await { save, read, commands, peer }[what as "save"](dir, Number(accounts));
}
