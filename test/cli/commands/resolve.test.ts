/** `cautery resolve` on a data folder: accounts that were clustered, accounts that came since, and clusters' ids. */
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { runEmbedded } from "../../../src/cli/embedded.js";
import { listInputs } from "../../../src/event/input.js";
import { keyCheck } from "../../../src/indicator/normalise/pseudonym.js";
import { openIngester } from "../../../src/ingest/ingester.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { wholeRun } from "../../contracts/whole-run.js";
import { worldOf } from "../../simulate/world-of.js";
import { cautery } from "../command.js";

interface Found {
  cluster: string;
  accounts: string[];
  disposition: string;
}

const KEY = new Uint8Array(32).fill(5);
let dir: string;
let clusters: Found[];
/** The largest cluster, and one of its accounts that a later one copies. */
let target: Found;
const later = (account: string, event: object) =>
  JSON.stringify({ type: "signup", id: `later-${account}`, time: "2026-06-20T08:00:00Z", account, ...event });
const call = (...args: string[]) => cautery(["resolve", "--data", join(dir, "data"), ...args], { CAUTERY_KEY_FILE: join(dir, "key") });
const resolved = async (...args: string[]) => JSON.parse((await call("--json", ...args)).stdout);

async function withStore<T>(use: (store: GraphStore) => Promise<T>): Promise<T> {
  const store = duckDbStore(join(dir, "data"));
  await store.open(keyCheck(KEY));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "cautery-resolve-"));
  writeFileSync(join(dir, "key"), KEY);
  process.env.CAUTERY_KEY_FILE = join(dir, "key");
  const world = worldOf({ accounts: 600, fraud: 0.12, seed: 31 });
  writeFileSync(join(dir, "events.ndjson"), world.text);
  await runEmbedded({ events: [join(dir, "events.ndjson")], data: join(dir, "data"), out: join(dir, "out") });
  clusters = readFileSync(join(dir, "out", "clusters.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Found);
  const signups = new Map(world.lines.filter(({ type }) => type === "signup").map((line) => [line.account, line]));
  target = clusters.find(({ accounts }) =>
    accounts.some((account) => signups.get(account)?.payment && signups.get(account)?.client?.device),
  )!;
  const { payment, client, network } = signups.get(
    target.accounts.find((account) => signups.get(account)?.payment && signups.get(account)?.client?.device)!,
  )!;
  writeFileSync(
    join(dir, "later.ndjson"),
    `${later("copy", { payment, client, network })}\n${later("stranger", { email: "a.stranger@nowhere.example" })}\n`,
  );
  await withStore(async (store) => {
    const ingester = openIngester(store, { key: KEY, threads: 1 });
    for (const input of await listInputs([join(dir, "later.ndjson")])) await ingester.apply(input);
    await ingester.close();
  });
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("an account", () => {
  it("that was clustered resolves to its cluster, with its strongest ties", async () => {
    const [account] = target.accounts;
    const found = await resolved(account);
    expect(found).toMatchObject({ account, cluster: target.cluster, disposition: target.disposition, placed_at: null });
    expect(found.ties.length).toBeGreaterThan(0);
    for (const tie of found.ties) expect(target.accounts).toContain(tie.account);
  });

  it("that came since resolves to the cluster that it is tied to, with evidence that sums to its bits", async () => {
    const found = await resolved("copy");
    expect(found.cluster).toBe(target.cluster);
    expect(found.placed_at).not.toBeNull();
    expect(found.probability).toBeGreaterThan(0.9);
    const [tie] = found.ties;
    expect(tie.evidence.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(["payment", "device", "prior"]));
    const sum = tie.evidence.reduce((total: number, { bits }: { bits: number }) => total + bits, 0);
    expect(sum).toBeCloseTo(tie.bits, 2);
    expect((await call("copy")).stdout).toContain(`copy: in ${target.cluster}`);
  });

  it("that nothing ties to anyone is in none", async () => {
    expect(await resolved("stranger")).toMatchObject({ account: "stranger", cluster: null, bits: null, together: [] });
    expect((await call("stranger")).stdout).toMatch(/^stranger: in none/);
  });

  it("of which no event was read is told, with exit code 1", async () => {
    const { code, stderr } = await call("nobody");
    expect(code).toBe(1);
    expect(stderr).toContain("nobody");
  });
});

describe("a cluster's id", () => {
  it("resolves to today's, through merges and splits", async () => {
    expect(await resolved(target.cluster)).toEqual({ cluster: target.cluster, now: [target.cluster] });
    await withStore(async (store) => {
      const run = (await wholeRun(store))!;
      const [first, second, third] = run.clusters;
      const changes = [
        { type: "merged", cluster: first.id, from: [second.id] },
        { type: "split", cluster: third.id, from: [first.id] },
      ] as const;
      await store.saveRun(
        { ...run, clusters: run.clusters.filter(({ id }) => id !== second.id), changes },
        { at: Date.UTC(2026, 5, 1), ledger: await store.ledger(), index: (await store.loadIndex())!.bytes },
      );
    });
    expect((await resolved(clusters[1].cluster)).now[0]).toBe(clusters[0].cluster);
    expect((await resolved(clusters[0].cluster)).now).toEqual([clusters[0].cluster, clusters[2].cluster]);
  });
});
