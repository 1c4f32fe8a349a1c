/** `cautery explain` on a data folder: from what the run kept, and with --fresh from all events, it tells of a link the same. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { runEmbedded } from "../../../src/cli/embedded.js";
import { keyCheck } from "../../../src/indicator/normalise/pseudonym.js";
import { loadPopulation } from "../../../src/ingest/load.js";
import type { Cluster } from "../../../src/model/cluster.js";
import type { Link } from "../../../src/model/link.js";
import { wholeRun } from "../../contracts/whole-run.js";
import { worldOf } from "../../simulate/world-of.js";
import { cautery } from "../command.js";

const KEY = new Uint8Array(32).fill(5);
const dir = mkdtempSync(join(tmpdir(), "cautery-explain-"));
let cluster: Cluster;
let other: Cluster;
let few: readonly Cluster[];
let loose: string;
let links: Link[];
const explain = (...args: string[]) => cautery(["explain", "--data", join(dir, "data"), ...args], { CAUTERY_KEY_FILE: join(dir, "key") });

beforeAll(async () => {
  writeFileSync(join(dir, "key"), KEY);
  process.env.CAUTERY_KEY_FILE = join(dir, "key");
  writeFileSync(join(dir, "events.ndjson"), worldOf({ accounts: 600, fraud: 0.12, seed: 31, eventsPerAccount: 12 }).text);
  await runEmbedded({ events: [join(dir, "events.ndjson")], data: join(dir, "data"), out: join(dir, "out") });
  const store = duckDbStore(join(dir, "data"));
  await store.open(keyCheck(KEY));
  const run = (await wholeRun(store))!;
  [cluster, other] = run.clusters;
  few = run.clusters.filter(({ accounts }) => accounts.length >= 3 && accounts.length <= 8).slice(0, 6);
  links = await store.linksOf(cluster.id);
  const clustered = new Set(run.clusters.flatMap(({ accounts }) => accounts));
  const population = await loadPopulation(store);
  loose = Array.from({ length: population.size }, (_, i) => population.account(i)).find((account) => !clustered.has(account))!;
  await store.close();
}, 60_000);

afterAll(() => rmSync(dir, { recursive: true }));

describe("cautery explain", () => {
  it("tells of a kept link what weighing it anew tells", async () => {
    const { a, b } = links[0];
    const kept = await explain(a, b);
    expect(kept.stdout).toContain(`${a} and ${b}: +`);
    expect(kept.stdout).toMatch(/prior +600 accounts +-/);
    expect(kept.stdout).toBe((await explain(a, b, "--fresh")).stdout);
  });

  it("says where the accounts are that no kept link ties, and that --fresh weighs them", async () => {
    const [a, b] = [cluster.accounts[0], other.accounts[0]];
    const { stdout, code } = await explain(a, b);
    expect(code).toBe(0);
    expect(stdout).toContain(`the clustering kept no link of the two (${a} is in ${cluster.id}, ${b} in ${other.id})`);
    expect(stdout).toContain("--fresh");
    expect((await explain(a, b, "--fresh")).stdout).toMatch(new RegExp(`^${a} and ${b}: [+-]`));
  });

  it("names the account that no event was read of, of two that it is asked about", async () => {
    const known = cluster.accounts[0];
    for (const pair of [
      [known, "nobody"],
      ["nobody", known],
    ])
      expect(await explain(...pair)).toMatchObject({ code: 1, stderr: expect.stringContaining('no account "nobody": no event of it') });
    expect((await explain("nobody", "no-one")).stderr).toContain('no accounts "nobody" and "no-one": no event of them was read');
  });

  it("says that an account with events is in no cluster", async () => {
    const { stdout, code } = await explain(cluster.accounts[0], loose);
    expect(code).toBe(0);
    expect(stdout).toContain(`${cluster.accounts[0]} is in ${cluster.id}, ${loose} in no cluster`);
  });

  it("lists a cluster's strongest links", async () => {
    const strongest = [...links].sort((x, y) => y.weight - x.weight)[0];
    const { stdout } = await explain(cluster.id);
    expect(stdout).toContain(`Links that hold it together (${links.length} kept)`);
    expect(stdout).toContain(`+${strongest.weight.toFixed(2)} bits`);
  });

  it("says what a cluster leans on: without it, accounts would fall off", async () => {
    const told: string[] = [];
    for (const { id, accounts } of few)
      told.push(...((await explain(id)).stdout.match(new RegExp(`fall off\\n  .* \\d+ of ${accounts.length}\\b`)) ?? []));
    expect(told).not.toEqual([]);
  });

  it("does the same as of a run that is named", async () => {
    expect((await explain(cluster.id, "--run", "1")).stdout).toBe((await explain(cluster.id)).stdout);
    expect((await explain(cluster.id, "--run", "7")).stderr).toMatch(/no run 7 is kept/);
  });

  it("weighs anew two accounts, not a cluster, and by no run's events", async () => {
    expect(await explain(cluster.id, "--fresh")).toMatchObject({ code: 2, stderr: expect.stringMatching(/name both/) });
    expect(await explain("a", "b", "--fresh", "--run", "1")).toMatchObject({ code: 2, stderr: expect.stringMatching(/give one/) });
  });
});
