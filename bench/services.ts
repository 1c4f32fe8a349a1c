/**
 * A simulated world, and a day later -> what Redis, Neo4j and a worker on this machine make of it: events a second, merged into the
 * accounts, clusterings, and what saving them with the graph for analysts takes; with CPU and peak memory by process, beside the embedded
 * engine on the same world.
 */
import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { runEmbedded } from "../src/cli/embedded.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { settle } from "../src/simulate/settings.js";
import { timeLiveLines } from "./live.js";
import { MAIN, type Servers, withServers } from "./servers/servers.js";
import { between, cpuSeconds, type Moment, peakMb, type Span, total } from "./stopwatch.js";

const SELF = fileURLToPath(import.meta.url);
const PRESET = "june-2026";
/** Accounts that come on the second day, one in so many. */
const NEXT_DAY = 50;

/** What the services and the embedded engine are given. */
interface World {
  eventsPath: string;
  operatorsPath: string;
}

/** `accounts` of the preset's world, as `npm run bench services ACCOUNTS` has them: with 200,000 some 8 million events. */
export async function benchServices(accounts = 20_000): Promise<void> {
  await withServers(async (servers) => {
    const world = await writeWorld(settle({ accounts, seed: 8 }, PRESET), join(servers.dir, "world"));
    const next = await writeWorld(settle({ accounts: Math.ceil(accounts / NEXT_DAY), seed: 7 }, PRESET), join(servers.dir, "next"));
    console.log(`${formatCount(accounts)} accounts, ${formatCount(world.lines)} events; servers just started`);
    await measure(servers, world, { events: world.lines, next });
    const times = await timeLiveLines(MAIN, servers.env);
    const at = (share: number) => `${Math.round(times[Math.floor(share * (times.length - 1))])} ms`;
    console.log(`\na line on \`cautery ingest -\` is counted in Neo4j after ${at(0.5)} (median), at most ${at(1)}`);
  });
}

async function measure(servers: Servers, world: World, { events, next }: { events: number; next: World }): Promise<void> {
  const { dir, env, start, run, redisPid, neo4jPid } = servers;
  const worker = start(["ignore", "ignore", "pipe"], "worker", "all");
  const pids = { worker: worker.pid ?? 0, Neo4j: neo4jPid, Redis: redisPid };
  const now = (name: string): Moment => ({ name, at: performance.now(), cpu: cpuSeconds(pids) });
  const listener = await listen(worker);
  /** A clustering, by stage. */
  const recluster = async (): Promise<Span[]> => {
    const moments: Moment[] = [];
    listener.onStage = (stage) => moments.push(now(stage));
    await run("recluster", "--wait");
    return between([...moments, now("")]);
  };
  const began = now("apply");
  await run("ingest", world.eventsPath, "--operators", world.operatorsPath, "--wait");
  const [applied] = between([began, now("")]);
  const first = await recluster();
  const merged = first.filter(({ name }) => name === MERGING);
  const clustered = total(
    "cluster",
    first.filter(({ name }) => name !== MERGING && name !== SAVING),
  );
  const saved = total(
    "save, with the graph",
    first.filter(({ name }) => name === SAVING),
  );
  await run("export", "--out", join(dir, "services"));
  const rows = [applied, total("merge", merged), clustered, saved];
  rows.push(
    total(
      "save again, nothing new",
      (await recluster()).filter(({ name }) => name === SAVING),
    ),
  );
  await run("ingest", next.eventsPath, "--wait");
  rows.push(
    total(
      "save the next day",
      (await recluster()).filter(({ name }) => name === SAVING),
    ),
  );
  print(events, rows, pids);
  besideEmbedded(world, { dir, env, clustered });
}

/** Stages as clusterings tell them. */
const MERGING = "merging accounts";
const SAVING = "saving clusters";

/** The embedded engine, a process of its own on the same world, with the servers still there. */
function besideEmbedded(world: World, { dir, env, clustered }: { dir: string; env: NodeJS.ProcessEnv; clustered: Span }): void {
  const out = join(dir, "embedded");
  const child = spawnSync(process.execPath, [SELF, world.eventsPath, world.operatorsPath, out, join(dir, "data")], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0) throw new Error(`the embedded run ended with ${child.status}`);
  const { seconds, cpu, peak } = JSON.parse(child.stdout) as { seconds: number; cpu: number; peak: number };
  const bytes = (folder: string) => readFileSync(join(dir, folder, "clusters.ndjson"));
  const verdict = bytes("embedded").equals(bytes("services")) ? "the same bytes" : "OTHER BYTES";
  console.log(
    `clustering: ${clustered.seconds.toFixed(1)} s here, ${seconds.toFixed(1)} s embedded (${(clustered.seconds / seconds).toFixed(2)} times as long; ` +
      `${total("", [clustered]).allCpu.toFixed(1)} and ${cpu.toFixed(1)} s of CPU), ${verdict}; embedded peak ${formatCount(Math.round(peak))} MB`,
  );
}

/** Prints what clustering took of an embedded run: all stages between merging and saving. */
async function embedded([eventsPath, operators, out, data]: readonly string[]): Promise<void> {
  const moments: Moment[] = [];
  const now = (name: string) => {
    const { user, system } = process.cpuUsage();
    moments.push({ name, at: performance.now(), cpu: { here: (user + system) / 1e6 } });
  };
  await runEmbedded({ events: [eventsPath], operators, out, data, progress: { stage: now, tell() {}, done: () => now("") } });
  const spans = between(moments);
  const from = spans.findIndex(({ name }) => name === MERGING) + 1;
  const { seconds, allCpu } = total(
    "",
    spans.slice(
      from,
      spans.findIndex(({ name }) => name === SAVING),
    ),
  );
  console.log(JSON.stringify({ seconds, cpu: allCpu, peak: process.resourceUsage().maxRSS / 1024 }));
}

/** Resolves when the worker works; from then on it tells the stages of a clustering. */
async function listen(worker: ChildProcess): Promise<{ onStage: (stage: string) => void }> {
  const listener = { onStage: (_stage: string) => {} };
  if (worker.stderr === null) throw new Error("the worker has no standard error");
  const lines = createInterface({ input: worker.stderr });
  const working = once(lines, "line");
  lines.on("line", (line) => {
    const stage: unknown = line.startsWith("{") ? JSON.parse(line).stage : undefined;
    if (typeof stage === "string") listener.onStage(stage);
  });
  await working;
  return listener;
}

function print(events: number, rows: readonly Span[], pids: Record<string, number>): void {
  const [applied, merged] = rows;
  const both = total("", [applied, merged]);
  const perSecond = (seconds: number) => formatCount(Math.round(events / seconds));
  console.log(`applied: ${perSecond(applied.seconds)} events/s; merged into accounts: ${perSecond(both.seconds)} events/s,`);
  console.log(
    `with ${((both.allCpu / events) * 1e6).toFixed(0)} µs of CPU an event: what two cores have at ${perSecond(both.allCpu / 2)} events/s`,
  );
  const names = Object.keys(pids);
  const peaks = ["peak MB", "", ...names.map((name) => formatCount(Math.round(peakMb(pids[name]))))];
  const lines = rows.map(({ name, seconds, cpu }) => [name, seconds.toFixed(2), ...names.map((each) => (cpu[each] ?? 0).toFixed(2))]);
  console.log(formatTable([["stage", "seconds", ...names.map((name) => `${name} CPU s`)], ...lines, peaks]));
}

if (process.argv[1] === SELF) await embedded(process.argv.slice(2));
