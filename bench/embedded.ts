/**
 * A simulated world -> events a second, time, CPU and peak memory of `cautery run` by stage, beside a naive reader in the same run; and the
 * same with ten times the events for the same accounts.
 */
import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { runEmbedded } from "../src/cli/embedded.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import type { Progress } from "../src/ports/progress.js";
import { settle } from "../src/simulate/settings.js";

const SELF = fileURLToPath(import.meta.url);

/** `accounts` and events of an average innocent account, as `npm run bench embedded ACCOUNTS EVENTS` has them. */
export async function benchEmbedded(accounts = 20_000, eventsPerAccount = 30): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    for (const each of [eventsPerAccount, 10 * eventsPerAccount]) {
      const world = await writeWorld(settle({ accounts, eventsPerAccount: each, seed: 7 }), join(dir, "world"));
      console.log(`\n${formatCount(accounts)} accounts, ${formatCount(world.lines)} events`);
      // A process each: peak memory is the process's
      for (const what of ["naive", "cautery"]) {
        spawnSync(process.execPath, [SELF, what, world.eventsPath, world.operatorsPath, join(dir, "out")], { stdio: "inherit" });
      }
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What many would write first: one thread, a line at a time, objects in Maps. It links nothing. */
async function naive(path: string): Promise<void> {
  const clock = stopwatch();
  const accounts = new Map<string, Map<string, number>>();
  let events = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const event = JSON.parse(line);
    const seen = accounts.get(event.account) ?? new Map<string, number>();
    accounts.set(event.account, seen);
    for (const value of [event.network?.ip, event.client?.device, event.client?.ja4, event.prompt_simhash]) {
      if (value) seen.set(value, (seen.get(value) ?? 0) + 1);
    }
    events++;
  }
  print("naive reader, links nothing", events, [clock("read")]);
}

async function cautery(path: string, operators: string, out: string): Promise<void> {
  const clock = stopwatch();
  const rows: Stage[] = [];
  let stage = "start";
  const next = (name: string) => {
    rows.push(clock(stage));
    stage = name;
  };
  const progress: Progress = { stage: next, tell() {}, done: () => next("") };
  const { events } = await runEmbedded({ events: [path], operators, out, progress });
  print("cautery run, from NDJSON to clusters", events, rows);
}

interface Stage {
  name: string;
  seconds: number;
  cpu: number;
}

/** Time and CPU since it was asked last. */
function stopwatch(): (name: string) => Stage {
  let at = performance.now();
  let cpu = process.cpuUsage();
  return (name) => {
    const used = process.cpuUsage(cpu);
    const seconds = (performance.now() - at) / 1000;
    at = performance.now();
    cpu = process.cpuUsage();
    return { name, seconds, cpu: (used.user + used.system) / 1e6 };
  };
}

function print(title: string, events: number, stages: readonly Stage[]): void {
  const sum = (of: (stage: Stage) => number) => stages.reduce((total, stage) => total + of(stage), 0);
  const all = { name: "all", seconds: sum(({ seconds }) => seconds), cpu: sum(({ cpu }) => cpu) };
  const rows = [...stages, all].map(({ name, seconds, cpu }) => [
    name,
    seconds.toFixed(2),
    cpu.toFixed(2),
    ((cpu / events) * 1e6).toFixed(2),
  ]);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${title}: ${formatCount(Math.round(events / all.seconds))} events/s, peak ${formatCount(peakMb)} MB`);
  console.log(formatTable([["stage", "seconds", "CPU s", "CPU µs an event"], ...rows]));
}

if (process.argv[1] === SELF) {
  const [what, path, operators, out] = process.argv.slice(2);
  await (what === "naive" ? naive(path) : cautery(path, operators, out));
}
