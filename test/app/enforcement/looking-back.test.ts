/** Looking back on a simulated world that is really clustered, twice: as it was when the platform struck, and as it is at its end. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { afterBatch } from "../../../src/app/enforcement/after.js";
import { shadowBatch } from "../../../src/app/enforcement/shadow.js";
import { runAll } from "../../../src/app/run.js";
import { PermanentError } from "../../../src/errors.js";
import { listInputs } from "../../../src/event/input.js";
import { newJudgement } from "../../../src/model/judgement.js";
import type { ClusterRun } from "../../../src/model/run.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { DAY_MS } from "../../../src/tools/units.js";
import { plannedAccount, planOf } from "../../enforcement/example-plan.js";
import { KEY } from "../../ingest/worlds.js";
import { once, worldOf } from "../../simulate/world-of.js";

const START = Date.UTC(2026, 3, 1);
const STRIKE = START + 15 * DAY_MS;
const END = START + 30 * DAY_MS;
const world = worldOf({ accounts: 900, fraud: 0.2, seed: 11, start: START, days: 30 });
const suspended = new Map(
  once(world.lines, "status")
    .filter(({ status, time }) => status === "suspended" && Date.parse(time) >= STRIKE)
    .map(({ account, time }) => [account, Date.parse(time)]),
);

const dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
let store: GraphStore;
let before: ClusterRun;

beforeAll(async () => {
  store = duckDbStore(join(dir, "data"));
  await store.open("check");
  before = await clustered("before", (time) => time < STRIKE, STRIKE);
  await clustered("after", (time) => time >= STRIKE, END);
}, 300_000);
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function clustered(name: string, wanted: (time: number) => boolean, at: number): Promise<ClusterRun> {
  const path = join(dir, `${name}.ndjson`);
  writeFileSync(path, world.lines.flatMap((line) => (wanted(Date.parse(line.time)) ? [`${JSON.stringify(line)}\n`] : [])).join(""));
  return await runAll(
    { store, key: KEY, clock: { now: () => at } },
    { inputs: await listInputs([path]), dossiers: [], keep: true, threads: 1 },
  );
}

/** Every account of the fraudulent clusters, as they were before the strike. */
function plan(special = {}) {
  const fraudulent = before.clusters.filter(({ disposition }) => disposition === "fraudulent");
  return planOf(
    fraudulent.flatMap(({ id, accounts }) => accounts.map((account) => plannedAccount(account, { cluster: id }))),
    special,
  );
}

describe("after the platform struck accounts of a plan", () => {
  const struck = () =>
    plan().accounts.items.flatMap(({ account }) => (suspended.has(account) ? [{ account, at: suspended.get(account)! }] : []));

  it("newcomers are found that took over, and most of them really replace whom they are said to", async () => {
    const after = await afterBatch(store, plan(), struck());
    expect(after.struck).toBeGreaterThan(10);
    expect(after.newcomers).toBeGreaterThan(10);
    expect(after.tookOver.length).toBeGreaterThan(5);
    const right = after.tookOver.filter(({ account, from }) => world.truth.get(account)?.replaces === from);
    expect(right.length / after.tookOver.length).toBeGreaterThan(0.6);
  });

  it("how fast, what share of the work moved and where are told, and the clusters to plan next are fraudulent ones with newcomers", async () => {
    const { relink, work, clusters, next, newcomers } = await afterBatch(store, plan(), struck());
    const [fast, median, slow] = relink.quartilesMs!;
    expect(fast <= median && median <= slow && fast > 0 && slow <= 2 * DAY_MS).toBe(true);
    expect(work.before).toBeGreaterThan(0);
    expect(work.share).toBeGreaterThan(0.05);
    expect(clusters.reduce((sum, each) => sum + each.exchangesADay, 0)).toBeCloseTo(work.after);
    expect(clusters.reduce((sum, each) => sum + each.newcomers, 0)).toBe(newcomers);
    expect(next.length).toBeGreaterThan(0);
    for (const id of next) expect((await store.cluster(id))?.disposition).toBe("fraudulent");
  });

  it("an account that is not on the plan is refused, and a strike that hit nobody", async () => {
    await expect(afterBatch(store, plan(), [{ account: "nobody", at: STRIKE }])).rejects.toThrow(/not on the plan/);
    await expect(afterBatch(store, plan(), [])).rejects.toThrow(PermanentError);
  });
});

describe("a plan that was only watched", () => {
  it("most of whom it would have hit were suspended by somebody else, or went on; a judgement clears", async () => {
    const watched = plan({ shadow_days: 14 });
    const watch = { began: STRIKE, now: END };
    const shadow = await shadowBatch(store, watched, watch);
    expect(shadow.over).toBe(true);
    expect(shadow.accounts.length).toBe(watched.accounts.count);
    const really = watched.accounts.items.filter(({ account }) => suspended.has(account)).length;
    expect(shadow.counts.suspended).toBeGreaterThan(0.7 * really);
    expect(shadow.counts.suspended).toBeLessThanOrEqual(really);
    expect(shadow.counts["went-on"]).toBeGreaterThan(0);
    expect(shadow.counts.cleared).toBeLessThan(0.2 * watched.accounts.count);

    const one = shadow.accounts.find(({ became }) => became === "went-on")!;
    const about = { type: "disposition", cluster: one.cluster, accounts: [one.account] } as const;
    await store.appendJudgement(newJudgement({ at: END, analyst: "Ada", reason: "a customer", about, verdict: "negative" }));
    const again = await shadowBatch(store, watched, { ...watch, verified: new Set([one.account]) });
    expect(again.accounts.find(({ account }) => account === one.account)).toMatchObject({
      became: "cleared",
      cleared: ["innocent", "verified"],
    });
  });
});
