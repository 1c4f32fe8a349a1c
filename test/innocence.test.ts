/**
 * The whole flow after an appeal was upheld, on a small simulated world: the account is convicted no more, whatever the evidence; and a
 * suspension that Cautery caused is none.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { judgeInnocence, judgeLink, withdraw } from "../src/app/judge.js";
import { populationOfRows } from "../src/indicator/build.js";
import type { Population } from "../src/indicator/population.js";
import type { Cluster } from "../src/model/cluster.js";
import { innocenceOf } from "../src/model/judged-accounts.js";
import type { Judgement } from "../src/model/judgement.js";
import { isSharedValue } from "../src/model/link.js";
import type { ClusterRun } from "../src/model/run.js";
import { findClusters } from "../src/pipeline.js";
import { ingest, temporaryFolders, withStore } from "./ingest/worlds.js";
import { rowsOf } from "./simulate/rows-of.js";
import { worldOf } from "./simulate/world-of.js";

const world = worldOf({ accounts: 500, fraud: 0.15, seed: 31 });
const lines = world.text.trim().split("\n");
const folder = temporaryFolders();

const populationOf = (all: readonly string[]) => populationOfRows(rowsOf(all));

let clock = 0;
const said = (about: Judgement["about"], verdict: Judgement["verdict"] = "positive"): Judgement => ({
  id: `j-${++clock}`,
  at: clock,
  analyst: "ana",
  reason: "appeal upheld",
  about,
  verdict,
});
const innocent = (account: string, struck: readonly { kind: string; value: string }[] = []) => said({ type: "innocence", account, struck });
const largest = ({ clusters }: ClusterRun): Cluster =>
  clusters.filter(({ disposition }) => disposition === "fraudulent").sort((x, y) => y.accounts.length - x.accounts.length)[0];
const clusterOf = ({ clusters }: ClusterRun, account: string) => clusters.find(({ accounts }) => accounts.includes(account));

describe("an account that was judged innocent", () => {
  let population: Population;
  let before: ClusterRun;
  let convicted: Cluster;
  beforeAll(() => {
    population = populationOf(lines);
    before = findClusters(population);
    convicted = largest(before);
  });

  it("is in no cluster of any later clustering though all evidence is there, until the judgement is withdrawn", () => {
    for (const account of convicted.accounts.slice(0, 3)) {
      const judged = innocent(account);
      const mustLink = said({ type: "link", a: account, b: convicted.accounts.at(-1)! });
      const after = findClusters(population, {
        judgements: [judged, mustLink],
        known: before.clusters.map(({ id, accounts }) => ({ id, accounts, supersededBy: null })),
      });
      expect(clusterOf(after, account)).toBeUndefined();
      for (const { a, b } of after.links) expect([a, b]).not.toContain(account);
      const again = findClusters(population, { judgements: [judged, said({ type: "withdrawal", judgement: judged.id })] });
      expect(again.clusters).toEqual(before.clusters);
    }
  });

  it("is in none by any way there, whoever is: every account of the world, and all of one cluster at once", () => {
    const all = Array.from({ length: population.size }, (_, i) => population.account(i));
    expect(findClusters(population, { judgements: all.map((account) => innocent(account)) }).clusters).toEqual([]);
    const { clusters } = findClusters(population, { judgements: convicted.accounts.map((account) => innocent(account)) });
    const rest = before.clusters.filter(({ id }) => id !== convicted.id);
    const left = new Set(clusters.flatMap(({ accounts }) => accounts));
    for (const account of convicted.accounts) expect(left.has(account)).toBe(false);
    expect(clusters.length).toBeGreaterThanOrEqual(rest.length);
  });

  it("leaves the others what they weigh together, and their cluster its verdict", () => {
    const account = convicted.accounts[0];
    const after = findClusters(population, { judgements: [innocent(account)] });
    const others = clusterOf(after, convicted.accounts[1])!;
    expect(others.disposition).toBe("fraudulent");
    const weights = new Map(before.links.map(({ a, b, weight }) => [`${a} ${b}`, weight]));
    const same = after.links.filter(({ a, b }) => weights.has(`${a} ${b}`));
    expect(same.length).toBeGreaterThan(after.links.length / 2);
    for (const { a, b, weight } of same) expect(weight).toBe(weights.get(`${a} ${b}`));
  });

  it("takes down what it struck: no pair has it for evidence, and no cluster is bound by it, until the judgement is withdrawn", () => {
    const account = convicted.accounts[0];
    const struck = before.links
      .filter(({ a, b }) => a === account || b === account)
      .flatMap(({ evidence }) => evidence.filter(isSharedValue));
    const values = [...new Map(struck.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }])).values()];
    expect(values.length).toBeGreaterThan(2);
    const judged = innocent(account, values);
    const run = findClusters(population, { judgements: [judged] });
    const isStruck = ({ kind, value }: { kind: string; value: string }) =>
      values.some((each) => each.kind === kind && each.value === value);
    expect(run.links.flatMap(({ evidence }) => evidence.filter(isStruck))).toEqual([]);
    expect(run.clusters.flatMap(({ evidence }) => evidence.filter(isStruck))).toEqual([]);
    expect(before.clusters.flatMap(({ evidence }) => evidence.filter(isStruck))).not.toEqual([]);
    const again = findClusters(population, { judgements: [judged, said({ type: "withdrawal", judgement: judged.id })] });
    expect(again).toEqual(before);
  });

  it("changes nothing for others, nor do five thousand of accounts that are not there", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => innocent(`gone-${i}`, [{ kind: "device", value: `gone-${i}` }]));
    expect(innocenceOf(many).accounts.size).toBe(5_000);
    expect(findClusters(population, { judgements: many }).clusters).toEqual(before.clusters);
  });
});

describe("judging an account innocent", () => {
  const ports = async <T>(use: (ports: Parameters<typeof judgeInnocence>[0]) => Promise<T>): Promise<T> => {
    const dir = folder();
    const line = { type: "signup", id: "e1", time: "2026-04-01T00:00:00Z", account: "x" };
    writeFileSync(
      join(dir, "events.ndjson"),
      `${[line, { ...line, id: "e2", account: "y" }].map((each) => JSON.stringify(each)).join("\n")}\n`,
    );
    await ingest(dir, [join(dir, "events.ndjson")]);
    return await withStore(dir, (store) => use({ store, clock: { now: () => 7 } }));
  };
  const by = { analyst: "ana", reason: "appeal upheld", verdict: "positive" as const };

  it("is one record, whatever the account was in, and taken back by its id", async () => {
    await ports(async (given) => {
      const struck = [{ kind: "device", value: "dev-1", bits: 9 }]; // as evidence comes: what is no part of it is not kept
      const { id } = await judgeInnocence(given, "x", by, { appeal: "a-1", struck });
      await judgeLink(given, "x", "y", by);
      const about = { type: "innocence", account: "x", appeal: "a-1", struck: [{ kind: "device", value: "dev-1" }] };
      expect((await given.store.loadJudgements()).find((each) => each.id === id)).toEqual({ id, at: 7, ...by, about });
      await withdraw(given, id, by);
      expect(innocenceOf(await given.store.loadJudgements()).accounts.size).toBe(0);
    });
  });

  it("is refused of an account that nobody saw, and where what is struck has no value", async () => {
    await ports(async (given) => {
      await expect(judgeInnocence(given, "z", by)).rejects.toThrow(/no account "z" was seen/);
      const struck = [{ kind: "co-action", value: "3 times within minutes" }];
      await expect(judgeInnocence(given, "x", by, { struck })).rejects.toThrow(/co-action is no value/);
      expect(await given.store.loadJudgements()).toEqual([]);
    });
  });
});

describe("a suspension that Cautery caused", () => {
  const HOUR = 3_600_000;
  const times = world.lines.map(({ time }) => Date.parse(time));
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const change = (account: string, status: string, actor: string, at: number) =>
    JSON.stringify({
      type: "status",
      id: `${status} ${account} ${at}`,
      time: new Date(at).toISOString(),
      account,
      status,
      actor,
      reason: "b-1",
    });
  /** Without who signed up so soon after `at` that he may have taken over. */
  const withoutSuccessors = (at: number) => {
    const signed = world.lines.filter(
      ({ type, time }) => type === "signup" && Date.parse(time) >= at && Date.parse(time) <= at + 24 * HOUR,
    );
    const gone = new Set(signed.map(({ account }) => account));
    return lines.filter((_, i) => !gone.has(world.lines[i].account));
  };

  it.each([
    ["after all that happened", end + HOUR],
    ["in the midst of it", start + 0.6 * (end - start)],
  ])("changes nothing of the accounts that it hit, %s; nor does taking it back", (_, at) => {
    const known = withoutSuccessors(at);
    const plain = findClusters(populationOf(known));
    const hit = largest(plain).accounts;
    const suspended = hit.map((account) => change(account, "suspended", "cautery", at));
    expect(findClusters(populationOf([...known, ...suspended]))).toEqual(plain);
    const takenBack = hit.map((account) => change(account, "reinstated", "cautery", at + HOUR));
    expect(findClusters(populationOf([...known, ...suspended, ...takenBack]))).toEqual(plain);
    const lifted = hit.map((account) => change(account, "reinstated", "kim", at + HOUR));
    expect(findClusters(populationOf([...known, ...suspended, ...lifted]))).toEqual(findClusters(populationOf([...known, ...lifted])));
  });
});
