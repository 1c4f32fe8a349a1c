/**
 * One cluster in a data folder -> what it takes to plan its suspension, in time and peak memory, and to look at it again; beside its links
 * and members read and written as JSON. A process each, as peak memory is the process's.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { lookAgain } from "../../src/app/enforcement/lookout.js";
import { planSuspension } from "../../src/app/enforcement/plan.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { casesOf } from "../../src/enforcement/plan/case.js";
import { parsePlan } from "../../src/enforcement/plan/parse.js";
import { statementsOf } from "../../src/enforcement/statements/statements.js";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { chainCluster, loneCluster } from "../worlds/lone-cluster.js";

const SELF = fileURLToPath(import.meta.url);
const KEY = new Uint8Array(32).fill(5);
/** Of 25,000 accounts, and of four times as many: seconds, and megabytes at the peak. */
const BOUNDS: Readonly<Record<number, { seconds: number; megabytes?: number }>> = {
  25000: { seconds: 5, megabytes: 600 },
  100000: { seconds: 20 },
};

/** Accounts of a chain, each hanging on the next by a value of its own: the worst that an account's own case can be looked for in. */
const CHAIN = 100_000;

/** Four links an account; of one size where one is named. A chain after them. */
export async function benchEnforcementPlan(accounts?: number): Promise<void> {
  for (const size of accounts === undefined ? Object.keys(BOUNDS).map(Number) : [accounts]) {
    const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
    try {
      console.log(`\n${formatCount(size)} accounts, ${formatCount(4 * size)} links`);
      for (const what of ["make", "plan", "peer"]) {
        const { status } = spawnSync(process.execPath, [SELF, what, dir, String(size)], { stdio: "inherit" });
        if (status !== 0) throw new Error(`bench: ${what} ended with ${status}`);
      }
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
  console.log(`\n${formatCount(CHAIN)} accounts in a chain`);
  const { status } = spawnSync(process.execPath, [SELF, "chain", "", String(CHAIN)], { stdio: "inherit" });
  if (status !== 0) throw new Error(`bench: chain ended with ${status}`);
}

async function chain(_: string, accounts: number): Promise<void> {
  const { cluster, model } = chainCluster(accounts);
  let leaning = 0;
  const took = await timed(async () => {
    for (const { leans_on } of casesOf(cluster, model).values()) if (leans_on !== null) leaning++;
  });
  const peak = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at the peak`;
  console.log(formatTable([["each account's own case", took, peak, `${formatCount(leaning)} hang by one value`]]));
}

async function make(dir: string, accounts: number): Promise<void> {
  const { run, events } = loneCluster(accounts);
  const path = join(dir, "events.ndjson");
  const file = createWriteStream(path);
  for (const event of events) if (!file.write(`${JSON.stringify(event)}\n`)) await once(file, "drain");
  file.end();
  await finished(file);
  await withStore(dir, async (store) => {
    const ingester = openIngester(store, { key: KEY });
    for (const input of await listInputs([path])) await ingester.apply(input);
    await ingester.close();
    await loadPopulation(store);
    await store.saveRun(run, { at: 1, ledger: await store.ledger() });
  });
}

async function plan(dir: string, accounts: number): Promise<void> {
  await withStore(dir, async (store) => {
    const before = process.resourceUsage().maxRSS;
    const cpu = process.cpuUsage();
    const began = performance.now();
    const {
      bytes,
      hash,
      summary,
      plan: planned,
    } = await planSuspension(
      { store },
      {
        clusters: ["c-lone"],
        by: "bench",
        reason: "one hand",
        measure: "suspend",
        days: null,
        exceptions: [],
        minConfidence: null,
        way: "stages",
        windowMinutes: 15,
        rate: 200,
        shadowDays: null,
        tracers: 20,
        policy: checkPolicy({}),
        target: "dry-run",
      },
    );
    const seconds = (performance.now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    const peak = process.resourceUsage().maxRSS / 1024;
    const taken = planned.accounts.items.map(({ account, measure }) => ({
      account,
      measure,
      at: Date.UTC(2026, 5, 20),
      automated: true,
      until: null,
    }));
    const statements = await timed(() => Promise.resolve(statementsOf(planned, hash, taken, { approvals: ["bench"] })));
    const again = await timed(() => Promise.resolve(parsePlan(bytes, hash)));
    const look = await timed(() => lookAgain(store, planned));
    const next = await timed(() => lookAgain(store, planned));
    const bound = BOUNDS[accounts];
    const held = bound ? `${seconds <= bound.seconds && peak <= (bound.megabytes ?? Number.POSITIVE_INFINITY) ? "yes" : "no"}` : "";
    console.log(
      formatTable([
        [
          "planned",
          `${seconds.toFixed(2)} s`,
          `${((used.user + used.system) / 1e6).toFixed(2)} s of CPU`,
          `${peak.toFixed(0)} MB at the peak`,
          `${(before / 1024).toFixed(0)} MB of it before`,
        ],
        ...(bound ? [[`within ${bound.seconds} s${bound.megabytes ? ` and ${bound.megabytes} MB` : ""}`, held]] : []),
        ["its bytes", `${(bytes.length / 1e6).toFixed(1)} MB`, `${formatCount(summary.fragile)} fragile`, hash.slice(0, 16)],
        ["its statements of reasons", statements],
        ["parsed and checked", again],
        ["looked at again, the first time", look],
        ["and once more", next],
      ]),
    );
  });
}

async function peer(dir: string): Promise<void> {
  await withStore(dir, async (store) => {
    const began = performance.now();
    const text = JSON.stringify({ cluster: await store.cluster("c-lone"), links: await store.linksOf("c-lone") });
    const seconds = (performance.now() - began) / 1000;
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(
      formatTable([
        [
          "links and members as JSON",
          `${seconds.toFixed(2)} s`,
          `${peak.toFixed(0)} MB at the peak`,
          `${(text.length / 1e6).toFixed(1)} MB`,
        ],
      ]),
    );
  });
}

async function withStore(dir: string, use: (store: ReturnType<typeof duckDbStore>) => Promise<void>): Promise<void> {
  const store = duckDbStore(join(dir, "data"));
  await store.open("bench");
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now();
  await work();
  return `${((performance.now() - began) / 1000).toFixed(3)} s`;
}

if (process.argv[1] === SELF) {
  const [what, dir, accounts] = process.argv.slice(2);
  await { make, plan, peer, chain }[what as "make"](dir, Number(accounts));
}
