/**
 * Two simulated worlds, one after the other -> events a second of the services, merged into the accounts, by stage, with CPU and peak
 * memory by process; Redis, Neo4j and a worker on this machine.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { settle } from "../src/simulate/settings.js";
import { timeLiveLines } from "./live.js";
import { MAIN, withServers } from "./servers/servers.js";

/** Linux counts CPU time in these. */
const TICKS_PER_SECOND = 100;

/**
 * `accounts` of each world and events of an average innocent account, as `npm run bench services ACCOUNTS EVENTS` has them. A server's
 * first minute is its compiler's.
 */
export async function benchServices(accounts = 20_000, eventsPerAccount = 60): Promise<void> {
  await withServers(async ({ dir, env, start, run, redisPid, neo4jPid }) => {
    const worlds: { title: string; lines: number; eventsPath: string; operatorsPath: string }[] = [];
    for (const [title, seed] of [
      ["servers just started", 8],
      ["servers that have done as much before", 7],
    ] as const) {
      worlds.push({ title, ...(await writeWorld(settle({ accounts, eventsPerAccount, seed }), join(dir, `world-${seed}`))) });
    }
    const worker = start(["ignore", "ignore", "pipe"], "worker", "all");
    const stages = await listen(worker);
    const pids = { worker: worker.pid ?? 0, Neo4j: neo4jPid, Redis: redisPid };
    for (const world of worlds) {
      const clock = stopwatch(pids);
      await run("ingest", world.eventsPath, "--operators", worlds[0].operatorsPath, "--wait");
      const rows = [clock("apply")];
      stages.onStage = (stage) => {
        if (stage !== "load") rows.push(clock(rows.length === 1 ? "merge and load" : stage));
      };
      await run("recluster", "--wait");
      const clustered = { name: "cluster", ...sum(rows.splice(2)) };
      rows.push(clustered, clock("save"));
      console.log(`\n${world.title}: ${formatCount(accounts)} accounts, ${formatCount(world.lines)} events`);
      print(world.lines, rows, pids);
    }
    const times = await timeLiveLines(MAIN, env);
    const at = (share: number) => `${Math.round(times[Math.floor(share * (times.length - 1))])} ms`;
    console.log(`\na line on \`cautery ingest -\` is counted in Neo4j after ${at(0.5)} (median), at most ${at(1)}`);
  });
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

interface Stage {
  name: string;
  seconds: number;
  /** CPU seconds by process. */
  cpu: Record<string, number>;
}

function sum(stages: readonly Stage[]): Omit<Stage, "name"> {
  const cpu: Record<string, number> = {};
  for (const stage of stages) for (const [name, seconds] of Object.entries(stage.cpu)) cpu[name] = (cpu[name] ?? 0) + seconds;
  return { seconds: stages.reduce((total, { seconds }) => total + seconds, 0), cpu };
}

/** Time, and CPU of each process, since it was asked last. */
function stopwatch(pids: Record<string, number>): (name: string) => Stage {
  const read = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));
  let at = performance.now();
  let cpu = read();
  return (name) => {
    const [now, used] = [performance.now(), read()];
    const stage = {
      name,
      seconds: (now - at) / 1000,
      cpu: Object.fromEntries(Object.keys(pids).map((each) => [each, used[each] - cpu[each]])),
    };
    [at, cpu] = [now, used];
    return stage;
  };
}

/** User and system time, with all threads (fields 14 and 15 of /proc/PID/stat). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

function print(events: number, stages: readonly Stage[], pids: Record<string, number>): void {
  const perSecond = (seconds: number) => formatCount(Math.round(events / seconds));
  const merged = stages[0].seconds + stages[1].seconds;
  const names = Object.keys(pids);
  const cpu = names.reduce((total, name) => total + stages[0].cpu[name] + stages[1].cpu[name], 0);
  console.log(`applied: ${perSecond(stages[0].seconds)} events/s; merged into accounts and read back: ${perSecond(merged)} events/s,`);
  console.log(
    `with ${((cpu / events) * 1e6).toFixed(0)} µs of CPU an event: what two cores have at ${formatCount(Math.round((2 * events) / cpu))} events/s`,
  );
  const rows = stages.map(({ name, seconds, cpu }) => [name, seconds.toFixed(2), ...names.map((each) => cpu[each].toFixed(2))]);
  const peaks = ["peak MB", "", ...names.map((name) => formatCount(Math.round(peakMb(pids[name]))))];
  console.log(formatTable([["stage", "seconds", ...names.map((name) => `${name} CPU s`)], ...rows, peaks]));
}
