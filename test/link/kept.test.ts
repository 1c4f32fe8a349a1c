/**
 * What a run keeps of its links answers what would fall off without a family or a value as all links would: on simulated worlds, and on
 * bots that were bought.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bridges } from "../../src/cluster/identity/bridges.js";
import { type Strike, strike } from "../../src/cluster/identity/strike.js";
import type { Population } from "../../src/indicator/population.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { Links } from "../../src/link/link.js";
import { PairScorer } from "../../src/link/score.js";
import type { FittedModel } from "../../src/model/fitted.js";
import { type Link, type LinkEvidence, saysSomething } from "../../src/model/link.js";
import { findClusters } from "../../src/pipeline.js";
import { ingest, temporaryFolders, withStore } from "../ingest/worlds.js";
import { describeWithData } from "../setup/shared-data.js";
import { worldOf } from "../simulate/world-of.js";

/** A cluster with its kept links, and with all links that lie in it. */
interface Compared {
  accounts: readonly string[];
  kept: readonly Link[];
  all: readonly Link[];
}

const folder = temporaryFolders();
/** Values that each cluster is struck by: those that its links have most bits of. */
const VALUES = 30;

async function populationOfFile(path: string): Promise<Population> {
  const dir = folder();
  await ingest(dir, [path]);
  return await withStore(dir, (store) => loadPopulation(store));
}

async function populationOfWorld(accounts: number, seed: number): Promise<Population> {
  const path = join(folder(), "events.ndjson");
  writeFileSync(path, worldOf({ accounts, fraud: 0.15, seed, eventsPerAccount: 8 }).text);
  return await populationOfFile(path);
}

/** Clusters of five accounts or more, largest first. */
function compared(population: Population): { clusters: Compared[]; model: FittedModel } {
  const groups: { linked: Links; of: Map<number, number> }[] = [];
  const run = findClusters(population, {
    dossiers: [],
    judgements: [],
    known: [],
    onLinked: (linked, clusters) =>
      groups.push({ linked, of: new Map(clusters.flatMap(({ members }, c) => members.map((i) => [i, c] as const))) }),
  });
  const [{ linked, of }] = groups;
  const scorer = new PairScorer(linked.model);
  const clusters = run.clusters.map(({ accounts }) => ({ accounts, kept: [] as Link[], all: [] as Link[] }));
  const clusterOf = (account: string) => clusters[of.get(population.indexOf(account))!];
  for (const link of run.links) clusterOf(link.a).kept.push(link);
  linked.source.forEach((i, e) => {
    const j = linked.target[e];
    if (of.get(i) === undefined || of.get(i) !== of.get(j)) return;
    const evidence: LinkEvidence[] = [];
    const weight = scorer.score(i, j, evidence);
    clusterOf(population.account(i)).all.push({ a: population.account(i), b: population.account(j), weight, evidence });
  });
  return { clusters: clusters.filter(({ accounts }) => accounts.length >= 5), model: run.model };
}

function strongestValues(links: readonly Link[]): Strike[] {
  const bits = new Map<string, number>();
  for (const { evidence } of links)
    for (const row of evidence.filter((each) => saysSomething(each) && each.bits > 0)) {
      const key = JSON.stringify([row.kind, row.value]);
      bits.set(key, (bits.get(key) ?? 0) + row.bits);
    }
  const strongest = [...bits].sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1)).slice(0, VALUES);
  return strongest.map(([key]) => JSON.parse(key)).map(([kind, value]) => ({ kind, value }));
}

/** Accounts whose piece is the same by the kept links as by all, of how many, over each strike on its own. */
function agreement({ accounts, kept, all }: Compared, strikes: readonly Strike[], model: FittedModel): { same: number; of: number } {
  let same = 0;
  for (const each of strikes) {
    const whole = new Set(strike({ accounts, links: all }, [each], model).pieces.map((piece) => piece.join(" ")));
    for (const piece of strike({ accounts, links: kept }, [each], model).pieces) if (whole.has(piece.join(" "))) same += piece.length;
  }
  return { same, of: accounts.length * strikes.length };
}

function holdsWhatQuestionsNeed(population: () => Promise<Population>): void {
  let clusters: Compared[];
  let model: FittedModel;
  beforeAll(async () => {
    ({ clusters, model } = compared(await population()));
  }, 60_000);

  const share = (strikesOf: (cluster: Compared) => readonly Strike[]) => {
    const rows = clusters.map((cluster) => agreement(cluster, strikesOf(cluster), model));
    const sum = (of: "same" | "of") => rows.reduce((total, row) => total + row[of], 0);
    return sum("same") / sum("of");
  };

  it("leaves each account in the piece that all links would, whichever family is struck", () => {
    expect(clusters.length).toBeGreaterThan(0);
    const families = Object.keys(model.caps);
    expect(families).toHaveLength(9);
    for (const family of families)
      expect(
        share(() => [{ family }]),
        family,
      ).toBeGreaterThanOrEqual(0.99);
  });

  it("leaves each account in the piece that all links would, whichever of a cluster's strongest values is struck", () => {
    for (const cluster of clusters) {
      const { same, of } = agreement(cluster, strongestValues(cluster.all), model);
      expect(same / of).toBeGreaterThanOrEqual(0.99);
    }
  });

  it("names the links that would split a cluster, and no other", () => {
    const names = (accounts: readonly string[], links: readonly Link[]) => {
      const number = new Map(accounts.map((account, i) => [account, i]));
      const found = bridges(
        accounts.length,
        links.map(({ a, b }) => [number.get(a)!, number.get(b)!] as const),
      );
      return found.map(({ link, cutOff }) => `${[links[link].a, links[link].b].sort().join(" ")}: ${cutOff}`).sort();
    };
    for (const { accounts, kept, all } of clusters) expect(names(accounts, kept)).toEqual(names(accounts, all));
  });

  it("has eight links an account in the mean at the most, of any cluster", () => {
    for (const { accounts, kept } of clusters) expect((2 * kept.length) / accounts.length).toBeLessThanOrEqual(8);
  });

  it("has every link's whole waterfall: it sums to the weight, before anything is struck and computed anew", () => {
    for (const { weight, evidence } of clusters.flatMap(({ kept }) => kept)) {
      expect(evidence.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(weight, 9);
    }
    for (const { accounts, kept } of clusters) {
      expect(strike({ accounts, links: kept }, [], model)).toMatchObject({ fallen: [] });
    }
  });
}

describe.each([
  [3000, 11],
  [2000, 13],
])("what is kept of a world of %i accounts (seed %i)", (accounts, seed) => {
  holdsWhatQuestionsNeed(() => populationOfWorld(accounts, seed));
});

describeWithData("vk-bots", "what is kept of bots that were bought", (path) => {
  holdsWhatQuestionsNeed(() => populationOfFile(join(path, "events.ndjson.gz")));
});
