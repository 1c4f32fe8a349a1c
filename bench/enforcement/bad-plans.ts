/**
 * Worlds of every style -> plans into which companies and campuses were planted by hand in several ways, and plans as they were found, each
 * carried out against a platform whose customers verify themselves: which are stopped, and before whom.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readTruth } from "../../src/adapters/files/ndjson.js";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { openFolder } from "../../src/adapters/folder.js";
import { runAll } from "../../src/app/run.js";
import { formatTable } from "../../src/cli/text/format.js";
import type { TruthRow } from "../../src/contract/rows.js";
import { UsageError } from "../../src/errors.js";
import { listInputs } from "../../src/event/input.js";
import type { Cluster } from "../../src/model/cluster.js";
import type { ClusterRun } from "../../src/model/run.js";
import type { GraphStore } from "../../src/ports/store.js";
import { settle } from "../../src/simulate/settings.js";
import { freePort } from "../servers/local-server.js";
import { ended, seeded, startPlatform } from "./ground.js";
import { asFound, planted, WAYS, type Way } from "./planted.js";
import { type Tried, tried } from "./trial.js";

/**
 * Of innocents, and of campaigns' accounts, that verify themselves when asked; and of those who do, how many are late: only after the gate
 * that follows, though before the next.
 */
const PASS = { innocent: 0.85, fraud: 0.01, late: 0.1 };
const LATE_MS = 1_500;
/** Shares of planted innocents suspended, and of good plans stopped, at the most. */
const BOUNDS = { suspended: 0.01, stopped: 0.02 };
const GOOD = "nobody: plans as they were found";
/** By their numbers: 0 is plans as they were found. */
const TRIED: readonly (Way | null)[] = [null, ...WAYS];

interface World {
  store: GraphStore;
  key: Uint8Array;
  dir: string;
  run: ClusterRun;
  fraud: ReadonlySet<string>;
  campaigns: readonly Cluster[];
  groups: readonly Cluster[];
}

type Row = Tried & { way: string };

/** So many plans of each way, or of those that `--ways` numbers. Exits with 1 where a bound is missed. */
export async function benchBadPlans(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      plans: { type: "string", default: "50" },
      accounts: { type: "string", default: "4000" },
      styles: { type: "string", default: "0,1,2,3,4,5,6" },
      seed: { type: "string", default: "71" },
      ways: { type: "string", default: TRIED.map((_, i) => i).join(",") },
    },
  });
  const plans = Number(values.plans);
  const styles = values.styles.split(",").map(Number);
  const ways = values.ways.split(",").map((number) => {
    const way = TRIED[Number(number)];
    if (way === undefined) throw new UsageError(`--ways ${values.ways}: give numbers from 0 to ${WAYS.length}, with commas between`);
    return way;
  });
  const random = seeded(Number(values.seed));
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const rows: Row[] = [];
  try {
    for (const [i, style] of styles.entries()) {
      const share = Math.floor(((i + 1) * plans) / styles.length) - Math.floor((i * plans) / styles.length);
      const settings = { style, accounts: Number(values.accounts), seed: Number(values.seed) + style };
      rows.push(...(await tryWorld(join(dir, String(style)), settings, { plans: share, ways }, random)));
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  report(rows, ways);
}

async function tryWorld(
  dir: string,
  { style, accounts, seed }: { style: number; accounts: number; seed: number },
  { plans, ways }: { plans: number; ways: readonly (Way | null)[] },
  random: () => number,
): Promise<Row[]> {
  const world = await found(dir, style, accounts, seed);
  const env = { ...process.env, CAUTERY_PLATFORM_SECRET: `whsec_${Buffer.alloc(32, 9).toString("base64")}`, CAUTERY_PLATFORM_URL: "" };
  const ports = { platform: await freePort(), control: await freePort() };
  const server = await startPlatform(dir, env, ports, { limit: null });
  env.CAUTERY_PLATFORM_URL = `http://127.0.0.1:${ports.platform}/accounts`;
  const ground = { ...world, env, control: `http://127.0.0.1:${ports.control}` };
  const rows: Row[] = [];
  try {
    for (let i = 0; i < plans; i++)
      for (const way of ways) {
        await drawCustomers(ground.control, world, random);
        const campaign = world.campaigns[Math.floor(random() * world.campaigns.length)];
        const made = way === null ? asFound({ ...world, campaign }) : planted(way, { ...world, campaign, random }, world.fraud);
        if (made !== null) rows.push({ way: way?.name ?? GOOD, ...(await tried(ground, made)) });
      }
  } finally {
    await ended(server);
    await world.store.close();
  }
  console.log(`style ${style}: ${rows.length} plans`);
  return rows;
}

/** Who would verify itself, and when, is drawn anew for each plan. */
async function drawCustomers(control: string, { run, fraud }: World, random: () => number): Promise<void> {
  const everybody = run.clusters.flatMap((cluster) => cluster.accounts);
  const passing = (account: string) => random() < (fraud.has(account) ? PASS.fraud : PASS.innocent);
  const after = () => (random() < PASS.late ? LATE_MS : 0);
  const accounts = Object.fromEntries(everybody.map((account) => [account, passing(account) ? after() : null]));
  await fetch(`${control}/customers`, { method: "PUT", body: JSON.stringify({ accounts }) });
}

async function found(dir: string, style: number, accounts: number, seed: number): Promise<World> {
  const { eventsPath, truthPath } = await writeWorld(settle({ accounts, fraud: 0.15, seed, style }), dir, {});
  const { store, key } = await openFolder(join(dir, "data"), {}, { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") });
  const run = await runAll({ store, key, clock: Date }, { inputs: await listInputs([eventsPath]), dossiers: [], keep: true });
  const truth = new Map((await readTruth(truthPath)).map((row) => [row.account, row]));
  const kindOf = ({ accounts: members }: Cluster) => kindMost(members.flatMap((account) => truth.get(account) ?? []));
  return {
    store,
    key,
    dir,
    run,
    fraud: new Set([...truth.values()].flatMap((row) => (row.fraud ? [row.account] : []))),
    campaigns: run.clusters.filter(
      (cluster) => cluster.disposition === "fraudulent" && cluster.accounts.length >= 8 && kindOf(cluster) === "campaign",
    ),
    groups: run.clusters.filter(
      (cluster) => cluster.disposition !== "fraudulent" && cluster.accounts.length >= 5 && ["company", "campus"].includes(kindOf(cluster)),
    ),
  };
}

function kindMost(rows: readonly TruthRow[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function report(all: readonly Row[], ways: readonly (Way | null)[]): void {
  const heading = [
    "planted by",
    "plans",
    "stopped before stage 2",
    "later",
    "planted",
    "of them suspended",
    "true accounts",
    "of them asked",
  ];
  const rows = [heading];
  const missed: string[] = [];
  for (const way of ways.map((one) => one?.name ?? GOOD)) {
    const of = all.filter((row) => row.way === way);
    const sum = (value: (row: Row) => number) => of.reduce((total, row) => total + value(row), 0);
    const [early, stopped] = [sum((row) => +row.early), sum((row) => +row.stopped)];
    const [innocents, suspended] = [sum((row) => row.planted), sum((row) => row.suspended)];
    const [accounts, asked] = [sum((row) => row.accounts - row.planted), sum((row) => row.asked)];
    rows.push([way, ...[of.length, early, stopped - early, innocents, suspended, accounts, asked].map(String)]);
    const holds = way === GOOD ? stopped <= BOUNDS.stopped * of.length : early === of.length && suspended <= BOUNDS.suspended * innocents;
    if (!holds) missed.push(way);
    for (const row of of.filter(({ early: isEarly }) => isEarly === (way === GOOD)))
      console.log(`${way}: ${row.planted} of ${row.accounts}, ${row.suspended} suspended: ${row.why || "went on"}`);
  }
  console.log(formatTable(rows));
  console.log(
    `bounds: every bad plan stopped before its second stage, ${100 * BOUNDS.suspended} % of the planted suspended, ${100 * BOUNDS.stopped} % of good plans stopped`,
  );
  console.log(missed.length === 0 ? "all hold" : `missed by: ${missed.join("; ")}`);
  if (missed.length > 0) process.exitCode = 1;
}
