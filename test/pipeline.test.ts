/**
 * The whole flow on a small simulated world: what it finds hangs on what happened, not on what things are called or in which order they
 * came.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runEmbedded } from "../src/cli/embedded.js";
import type { Judgement } from "../src/model/judgement.js";
import { findClusters } from "../src/pipeline.js";
import { populationOf, START } from "./attribution/population.js";
import { temporaryFolders } from "./ingest/worlds.js";
import { worldOf } from "./simulate/world-of.js";

interface Found {
  accounts: string[];
  disposition: string;
  score: number;
  attribution?: { confidence: number }[];
}

const world = worldOf({ accounts: 800, fraud: 0.12, seed: 31 });
const folder = temporaryFolders();

async function find(name: string, lines: readonly string[]): Promise<{ bytes: string; clusters: Found[] }> {
  const out = join(folder(), name);
  mkdirSync(out);
  writeFileSync(join(out, "events.ndjson"), `${lines.join("\n")}\n`);
  await runEmbedded({ events: [join(out, "events.ndjson")], out: join(out, "found") });
  const bytes = readFileSync(join(out, "found", "clusters.ndjson"), "utf8");
  return {
    bytes,
    clusters: bytes
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Found),
  };
}

/** Clusters as sets of names, sorted, with their disposition. */
function sets(clusters: readonly Found[], name: (account: string) => string = (account) => account): string[] {
  return clusters.map(({ accounts, disposition }) => `${disposition}: ${accounts.map(name).sort().join(" ")}`).sort();
}

describe("the whole flow", () => {
  let plain: Awaited<ReturnType<typeof find>>;
  const lines = world.text.trim().split("\n");
  beforeAll(async () => {
    plain = await find("plain", lines);
  }, 120_000);

  it("finds campaigns, and hardly any innocent", () => {
    const flagged = plain.clusters.filter(({ disposition }) => disposition === "fraudulent").flatMap(({ accounts }) => accounts);
    const guilty = flagged.filter((account) => world.truth.get(account)?.fraud).length;
    const campaign = [...world.truth.values()].filter(({ kind }) => kind === "campaign").length;
    expect(guilty / flagged.length).toBeGreaterThan(0.95);
    expect(guilty / campaign).toBeGreaterThan(0.8);
  });

  it("puts no account in two clusters, and confidences sum to one", () => {
    const all = plain.clusters.flatMap(({ accounts }) => accounts);
    expect(new Set(all).size).toBe(all.length);
    for (const { attribution = [] } of plain.clusters)
      if (attribution.length > 0) expect(attribution.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
  });

  it("gives the same bytes for the events in another order", async () => {
    const turned = await find("turned", lines.toReversed());
    expect(turned.bytes).toBe(plain.bytes);
  });

  it("finds the same whatever accounts, cards and devices are called", async () => {
    const accounts = [...world.truth.keys()];
    const renamed = new Map(accounts.map((account, i) => [account, `z${((i * 48_271) % 2_147_483_647).toString(36)}-${i}`]));
    const back = new Map([...renamed].map(([from, to]) => [to, from]));
    const other = await find(
      "renamed",
      lines.map((line) => {
        const event = JSON.parse(line) as {
          account: string;
          id: string;
          referrer?: string;
          payment?: { fingerprint?: string };
          client?: { device?: string };
        };
        event.account = renamed.get(event.account) ?? event.account;
        event.id = `q${event.id}`;
        if (event.referrer) event.referrer = renamed.get(event.referrer) ?? event.referrer;
        if (event.payment?.fingerprint) event.payment.fingerprint = `card:${event.payment.fingerprint.split("").reverse().join("")}`;
        if (event.client?.device) event.client.device = `hw.${event.client.device.toUpperCase()}`;
        return JSON.stringify(event);
      }),
    );
    expect(sets(other.clusters, (account) => back.get(account)!)).toEqual(sets(plain.clusters));
  });
});

describe("a suspension", () => {
  const lines = world.text.trim().split("\n");
  const campaign = [...world.truth.values()].filter(({ kind }) => kind === "campaign").map(({ account }) => account);
  const end = Math.max(...world.lines.map(({ time }) => Date.parse(time)));
  const change = (account: string, status: string, actor: string, hours: number) =>
    JSON.stringify({
      type: "status",
      id: `${status} ${account}`,
      time: new Date(end + hours * 3_600_000).toISOString(),
      account,
      status,
      actor,
      reason: "batch-1",
    });
  const suspensions = (actor: string) => campaign.map((account) => change(account, "suspended", actor, 1));

  it("by Cautery changes no cluster, score or disposition; by somebody else it does", async () => {
    const plain = await find("plain", lines);
    const own = await find("own", [...lines, ...suspensions("cautery")]);
    expect(own.bytes).toBe(plain.bytes);
    const theirs = await find("theirs", [...lines, ...suspensions("kim")]);
    expect(theirs.bytes).not.toBe(plain.bytes);
  });

  it("that was reinstated says no more than that two things were done to the account", async () => {
    const twice = (first: string, then: string) =>
      campaign.flatMap((account) => [change(account, first, "kim", 1), change(account, then, "lee", 2)]);
    const lifted = await find("lifted", [...lines, ...twice("suspended", "reinstated")]);
    const neutral = await find("neutral", [...lines, ...twice("reinstated", "closed")]);
    expect(lifted.bytes).toBe(neutral.bytes);
    const standing = await find("standing", [...lines, ...twice("suspended", "closed")]);
    expect(standing.bytes).not.toBe(neutral.bytes);
  });
});

describe("a run that nobody keeps", () => {
  it("shows no links, and finds the same clusters", () => {
    const seen = { device: ["dev-x"], payment: ["card-x"] };
    const twins = ["twin-1", "twin-2", "twin-3"].map((account, i) => ({ account, at: START + i, seen }));
    const others = Array.from({ length: 300 }, (_, i) => ({ account: `s${i}`, at: START + i, seen: { device: [`own-${i}`] } }));
    const population = populationOf([...twins, ...others]);
    const [kept, passing] = [true, false].map((keepLinks) =>
      findClusters(population, { dossiers: [], judgements: [], known: [], keepLinks }),
    );
    expect(kept.links.length).toBeGreaterThan(0);
    expect(passing).toEqual({ ...kept, links: [] });
  });
});

describe("the models that a run was decided by", () => {
  const people = Array.from({ length: 300 }, (_, i) => ({ account: `s${i}`, at: START + i, seen: { device: [`own-${i >> 1}`] } }));
  const population = populationOf(people);
  const judged = (about: Judgement["about"], at: number): Judgement => ({
    id: `j${at}`,
    at,
    analyst: "ann",
    reason: "",
    about,
    verdict: "positive",
  });
  const modelOf = (judgements: Judgement[]) => findClusters(population, { dossiers: [], judgements, known: [] }).model;

  it("are kept with it, as a few kilobytes of plain JSON", () => {
    const model = modelOf([]);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(JSON.stringify(model).length).toBeLessThan(30_000);
    expect(model.kinds.device).toMatchObject({ group: "device", holders: 300, meanValues: 1 });
    expect(model).toMatchObject({
      format: 1,
      accounts: 300,
      prior: Math.log2(300 / 8),
      families: { device: "device", succession: "time" },
    });
    expect(model.caps.device).toBeCloseTo(model.prior + 6, 9);
    for (const weights of Object.values(model.disposition.weights)) expect(weights.length).toBe(model.disposition.features.length + 1);
  });

  it("are those that judgements had fitted, while they stand", () => {
    const fitted = judged({ type: "calibration", slope: 1.5, unknown: 2, doubt: 0.02 }, 1);
    const withdrawn = judged({ type: "withdrawal", judgement: "j1" }, 2);
    expect(modelOf([fitted]).attribution).toEqual({ slope: 1.5, unknown: 2, doubt: 0.02 });
    expect(modelOf([fitted, withdrawn]).attribution).toEqual(modelOf([]).attribution);
  });
});
