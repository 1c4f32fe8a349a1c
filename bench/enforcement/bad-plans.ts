/**
 * Worlds of every style -> plans into which companies and campuses were planted by hand, and plans as they were found, each carried out
 * against a platform whose customers verify themselves: which are stopped, and before whom.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readTruth } from "../../src/adapters/files/ndjson.js";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { openFolder } from "../../src/adapters/folder.js";
import { openPlatform } from "../../src/adapters/platform/open.js";
import { batchDetail } from "../../src/app/enforcement/batches.js";
import { approveBatch, startBatch } from "../../src/app/enforcement/control.js";
import { executeAll } from "../../src/app/enforcement/execute/execute.js";
import { enrol } from "../../src/app/enforcement/people.js";
import { signWith } from "../../src/app/enforcement/sign.js";
import { suspend } from "../../src/app/enforcement/suspend.js";
import { runAll } from "../../src/app/run.js";
import { formatTable } from "../../src/cli/text/format.js";
import type { TruthRow } from "../../src/contract/rows.js";
import { wavesOf } from "../../src/enforcement/plan/order.js";
import { newPrivateKey, parsePrivateKey, publicKeyOf } from "../../src/enforcement/signed.js";
import { listInputs } from "../../src/event/input.js";
import type { Cluster } from "../../src/model/cluster.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import type { Link } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";
import { silentLog } from "../../src/ports/log.js";
import type { GraphStore } from "../../src/ports/store.js";
import { settle } from "../../src/simulate/settings.js";
import { freePort } from "../servers/local-server.js";
import { ended, seeded, startPlatform } from "./ground.js";

/** Of innocents, and of campaigns' accounts, that verify themselves when asked. */
const PASS = { innocent: 0.85, fraud: 0.01 };
const RATE = 2_000;
/** Shares of planted innocents suspended, and of good plans stopped, at the most. */
const BOUNDS = { suspended: 0.01, stopped: 0.02 };

/** How innocents come into a plan that are none of the campaign's. */
const WAYS = ["judged fraudulent", "tied by judgements", "tied by a forged value"] as const;
type Planting = (typeof WAYS)[number];

interface World {
  store: GraphStore;
  key: Uint8Array;
  dir: string;
  run: ClusterRun;
  fraud: ReadonlySet<string>;
  campaigns: readonly Cluster[];
  groups: readonly Cluster[];
}

interface Tried {
  way: Planting | "good";
  planted: number;
  campaign: number;
  suspended: number;
  stopped: boolean;
  /** Before its second stage began. */
  early: boolean;
  why: string;
}

/** Exits with 1 where a bound is missed. */
export async function benchBadPlans(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      plans: { type: "string", default: "50" },
      accounts: { type: "string", default: "4000" },
      styles: { type: "string", default: "0,1,2,3,4,5,6" },
      seed: { type: "string", default: "71" },
    },
  });
  const plans = Number(values.plans);
  const styles = values.styles.split(",").map(Number);
  const random = seeded(Number(values.seed));
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const tried: Tried[] = [];
  try {
    for (const [i, style] of styles.entries()) {
      const share = Math.floor(((i + 1) * plans) / styles.length) - Math.floor((i * plans) / styles.length);
      tried.push(
        ...(await tryWorld(
          join(dir, String(style)),
          { style, accounts: Number(values.accounts), seed: Number(values.seed) + style },
          share,
          random,
        )),
      );
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  report(tried);
}

async function tryWorld(
  dir: string,
  { style, accounts, seed }: { style: number; accounts: number; seed: number },
  plans: number,
  random: () => number,
): Promise<Tried[]> {
  const world = await found(dir, style, accounts, seed);
  const env = { ...process.env, CAUTERY_PLATFORM_SECRET: `whsec_${Buffer.alloc(32, 9).toString("base64")}`, CAUTERY_PLATFORM_URL: "" };
  const ports = { platform: await freePort(), control: await freePort() };
  const server = await startPlatform(dir, env, ports, { limit: null });
  env.CAUTERY_PLATFORM_URL = `http://127.0.0.1:${ports.platform}/accounts`;
  const control = `http://127.0.0.1:${ports.control}`;
  const tried: Tried[] = [];
  try {
    const everybody = world.run.clusters.flatMap((cluster) => cluster.accounts);
    const passes = Object.fromEntries(
      everybody.map((account) => [account, random() < (world.fraud.has(account) ? PASS.fraud : PASS.innocent) ? 0 : null]),
    );
    await fetch(`${control}/customers`, { method: "PUT", body: JSON.stringify({ accounts: passes }) });
    for (let i = 0; i < plans; i++) {
      const campaign = world.campaigns[Math.floor(random() * world.campaigns.length)];
      tried.push(await tryPlan(world, { env, control }, { campaign, group: null, way: "good" }));
      const group = world.groups[Math.floor(random() * world.groups.length)];
      tried.push(await tryPlan(world, { env, control }, { campaign, group, way: WAYS[i % WAYS.length] }));
    }
  } finally {
    await ended(server);
    await world.store.close();
  }
  return tried;
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

interface Trial {
  campaign: Cluster;
  group: Cluster | null;
  way: Tried["way"];
}

let trials = 0;

async function tryPlan(
  world: World,
  { env, control }: { env: NodeJS.ProcessEnv; control: string },
  { campaign, group, way }: Trial,
): Promise<Tried> {
  const { store, key, fraud } = world;
  const ports = { store, key, clock: Date };
  await store.saveRun(planted(world.run, campaign, group, way), { at: Date.now(), ledger: await store.ledger() });
  const platform = openPlatform(env);
  const policy = checkPolicy({ quorum: [{ above: 0, approvals: 1 }], day_cap: 10_000_000 });
  const bob = parsePrivateKey(newPrivateKey(), "bob");
  await enrol(ports, { name: "ann", role: "analyst", key: null }, { sign: null, policy });
  await enrol(ports, { name: "bob", role: "approver", key: publicKeyOf(bob) }, { sign: null, policy });
  const { batch, hash, plan } = await suspend(ports, {
    clusters: [campaign.id, ...(way === "judged fraudulent" && group ? [group.id] : [])],
    by: "ann",
    reason: `trial ${++trials}`,
    measure: "suspend",
    days: null,
    exceptions: [],
    minConfidence: null,
    way: "stages",
    windowMinutes: 0,
    rate: RATE,
    shadowDays: null,
    tracers: 0,
    policy,
    target: platform.target,
  });
  await approveBatch(ports, batch, hash, signWith("bob", bob, Date));
  await startBatch(ports, batch, { target: platform.target });
  await executeAll({ ...ports, platform, log: silentLog, orders: null }, new AbortController().signal);
  await platform.close();
  const detail = await batchDetail(ports, batch);
  const outcome = new Map(detail.accounts.map((each) => [each.account, each]));
  const stopped = detail.state === "paused";
  const second = wavesOf(plan, hash).find(({ name }) => name === "stage 2")?.accounts ?? [];
  const members = group?.accounts.filter((account) => !fraud.has(account)) ?? [];
  const suspended = members.filter(
    (account) => outcome.get(account)?.measure === "suspend" && outcome.get(account)?.outcome === "changed",
  ).length;
  // the platform goes on from here: what this plan did is given back by hand
  for (const { account, outcome: came, measure } of detail.accounts)
    if (came === "changed" && measure !== "watch") await meddle(control, account);
  return {
    way,
    planted: members.length,
    campaign: campaign.accounts.length,
    suspended,
    stopped,
    early: stopped && second.every((account) => outcome.get(account)?.outcome === "waiting"),
    why: detail.why,
  };
}

async function meddle(control: string, account: string): Promise<void> {
  await fetch(`${control}/meddle`, { method: "POST", body: JSON.stringify({ account, state: "active" }) });
}

/** The run as somebody's hand left it. */
function planted(run: ClusterRun, campaign: Cluster, group: Cluster | null, way: Trial["way"]): ClusterRun {
  if (group === null) return run;
  if (way === "judged fraudulent") {
    const clusters = run.clusters.map((cluster) =>
      cluster.id === group.id ? { ...cluster, disposition: "fraudulent" as const, score: 0.99 } : cluster,
    );
    return { ...run, clusters };
  }
  const both = { ...campaign, accounts: [...campaign.accounts, ...group.accounts].sort() };
  const clusters = run.clusters.filter(({ id }) => id !== group.id).map((cluster) => (cluster.id === campaign.id ? both : cluster));
  const forged =
    way === "tied by a forged value"
      ? group.accounts.map((account, i) => forge(account, campaign.accounts[i % campaign.accounts.length]))
      : [];
  const links = [...run.links, ...forged].sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  return { ...run, clusters: clusters.sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1)), links };
}

/** Two accounts made to share a device that neither has. */
function forge(one: string, other: string): Link {
  const [a, b] = [one, other].sort();
  const evidence = [
    { kind: "device", value: "forged", bits: 18 },
    { kind: "prior", value: "forged", bits: -14 },
  ];
  return { a, b, weight: 4, evidence };
}

function report(tried: readonly Tried[]): void {
  const rows = [["plans", "of so many", "stopped", "before stage 2", "planted", "of them suspended", "campaign's accounts"]];
  for (const way of [...WAYS, "good"] as const) {
    const of = tried.filter((each) => each.way === way);
    const sum = (value: (each: Tried) => number) => of.reduce((total, each) => total + value(each), 0);
    rows.push([
      way,
      ...[
        of.length,
        sum(({ stopped }) => +stopped),
        sum(({ early }) => +early),
        sum(({ planted: p }) => p),
        sum(({ suspended }) => suspended),
        sum(({ campaign }) => campaign),
      ].map(String),
    ]);
  }
  console.log(formatTable(rows));
  const bad = tried.filter(({ way }) => way !== "good");
  const good = tried.filter(({ way }) => way === "good");
  const total = (value: (each: Tried) => number) => bad.reduce((sum, each) => sum + value(each), 0);
  const share =
    total(({ suspended }) => suspended) /
    Math.max(
      1,
      total(({ planted: p }) => p),
    );
  const stopped = good.filter((each) => each.stopped).length / Math.max(1, good.length);
  const late = bad.filter(({ early }) => !early);
  for (const { way, planted: p, campaign, suspended, why } of late)
    console.log(`went on: ${way}, ${p} planted beside ${campaign}, ${suspended} suspended ${why}`);
  for (const { campaign, why } of good.filter((each) => each.stopped))
    console.log(`a good plan of ${campaign} accounts was stopped: ${why}`);
  console.log(`bad plans not stopped before the second stage: ${late.length} of ${bad.length} (bound 0)`);
  console.log(`planted innocents suspended: ${(100 * share).toFixed(2)} % (bound ${100 * BOUNDS.suspended} %)`);
  console.log(`good plans stopped: ${(100 * stopped).toFixed(1)} % (bound ${100 * BOUNDS.stopped} %)`);
  if (late.length > 0 || share > BOUNDS.suspended || stopped > BOUNDS.stopped) process.exitCode = 1;
}
