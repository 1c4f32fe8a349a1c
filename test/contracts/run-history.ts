/**
 * What every store promises of the runs that it keeps: each is read as it was, one piece at a time, whatever came after it and whatever was
 * dropped.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cluster, Disposition } from "../../src/model/cluster.js";
import { retired } from "../../src/model/lineage.js";
import { prunable } from "../../src/model/pruning.js";
import type { ClusterChange, ClusterRun, ClusterSummary, KnownCluster, RunInfo } from "../../src/model/run.js";
import { likeliestOf, tally } from "../../src/model/tally.js";
import type { ClusterQuery } from "../../src/ports/runs.js";
import type { GraphStore } from "../../src/ports/store.js";
import { exampleModel } from "../model/example-model.js";
import type { StoreUnderTest } from "./graph-store.js";
import { histories, OPAQUE_IDS } from "./random-runs.js";
import { wholeRun } from "./whole-run.js";

const DAY = 86_400_000;
const START = Date.UTC(2026, 4, 1);
const on = (day: number, ledger = 7) => ({ at: START + day * DAY, ledger });

/** `histories`: how many random ones are tried. */
export function runHistoryContract(subject: StoreUnderTest, { histories: count }: { histories: number }): void {
  let store: GraphStore;

  describe("a history of runs", () => {
    const saved: RunInfo[] = [];
    const runs = [
      run([cluster("c-1", "abc"), cluster("c-2", "de"), cluster("c-3", "fg", { disposition: "benign" })], {
        changes: ["born c-1", "born c-2", "born c-3"],
      }),
      {
        ...run([cluster("c-1", "abch"), cluster("c-2", "de"), cluster("c-3", "fg", { disposition: "benign" })], { changes: ["grown c-1"] }),
        otherAttributeKeys: 12,
      },
      run([cluster("c-1", "abcde"), cluster("c-4", "gi", { stranger: "unknown-7" })], {
        changes: ["died c-3", "merged c-1 c-2", "split c-4 c-3"],
      }),
      run([cluster("c-1", "abcde"), cluster("c-4", "gi", { stranger: "unknown-7" })]),
    ];
    beforeAll(async () => {
      store = await subject.fresh();
      for (const [day, each] of runs.entries()) saved.push(await store.saveRun(each, on(day, day + 1)));
    });
    afterAll(() => subject.end());

    it("counts its runs from 1, gives each a name of its own, and says when it was made and of how much", () => {
      expect(saved.map(({ number, at, ledger }) => ({ number, at, ledger }))).toEqual(
        runs.map((_, i) => ({ number: i + 1, ...on(i, i + 1) })),
      );
      expect(new Set(saved.map(({ id }) => id)).size).toBe(4);
    });

    it("lists them as they were told when they were saved, the newest first, by pages", async () => {
      expect(await store.runs()).toEqual([...saved].reverse());
      expect(await store.runs({ limit: 2 })).toEqual([saved[3], saved[2]]);
      expect(await store.runs({ before: 3 })).toEqual([saved[1], saved[0]]);
      expect(await store.runs({ before: 4, limit: 1 })).toEqual([saved[2]]);
      expect(await store.runs({ before: 1 })).toEqual([]);
      expect(await store.currentRun()).toEqual(saved[3]);
    });

    it("tells of each run what it found, by disposition and by likeliest operator, and how many attribute keys were no kinds", () => {
      expect(saved.map(({ otherAttributeKeys }) => otherAttributeKeys)).toEqual([undefined, 12, undefined, undefined]);
      for (const [i, info] of saved.entries()) expect(info).toMatchObject({ accounts: runs[i].accounts, ...tally(runs[i].clusters) });
    });

    it("reads every run as it was", async () => {
      for (const [i, each] of runs.entries()) expect(await wholeRun(store, i + 1)).toEqual(each);
      expect(await wholeRun(store)).toEqual(runs[3]);
    });

    it("reads one cluster, its links, and where an account was, as of a run", async () => {
      expect((await store.cluster("c-1", 1))?.accounts).toEqual(["a", "b", "c"]);
      expect((await store.cluster("c-1", 2))?.accounts).toEqual(["a", "b", "c", "h"]);
      expect((await store.cluster("c-1"))?.accounts).toEqual(["a", "b", "c", "d", "e"]);
      expect(await store.cluster("c-2", 3)).toBeNull();
      expect((await store.linksOf("c-1", 2)).map(({ a, b }) => a + b)).toEqual(["ab", "bc", "ch"]);
      expect((await store.linksOf("c-1")).map(({ a, b }) => a + b)).toEqual(["ab", "bc", "cd", "de"]);
      expect(await store.linksOf("c-2")).toEqual([]);
      expect((await store.tiesOf("b", 2)).map(({ a, b }) => a + b)).toEqual(["ab", "bc"]);
      expect(await store.tiesOf("b", 2)).toEqual((await store.linksOf("c-1", 2)).filter(({ a, b }) => a === "b" || b === "b"));
      expect(await store.tiesOf("nobody")).toEqual([]);
      const ofAccount = (account: string) => Promise.all([1, 2, 3, 4, undefined].map((number) => store.clusterOf(account, number)));
      expect(await ofAccount("d")).toEqual(["c-2", "c-2", "c-1", "c-1", "c-1"]);
      expect(await ofAccount("h")).toEqual([null, "c-1", null, null, null]);
      expect(await ofAccount("g")).toEqual(["c-3", "c-3", "c-4", "c-4", "c-4"]);
      expect(await ofAccount("nobody")).toEqual([null, null, null, null, null]);
    });

    it("reads an account's links by the cluster that it is in, where that is named, as without", async () => {
      for (const account of ["a", "b", "e"]) expect(await store.tiesOf(account, 3, "c-1")).toEqual(await store.tiesOf(account, 3));
      expect((await store.tiesOf("a", 3, "c-1")).length).toBeGreaterThan(0);
      expect(await store.tiesOf("a", 9, "c-1")).toEqual([]);
    });

    it("has nothing as of a run that it does not keep", async () => {
      for (const number of [0, 5]) {
        expect(await store.cluster("c-1", number)).toBeNull();
        expect(await store.clusterOf("a", number)).toBeNull();
        expect(await store.linksOf("c-1", number)).toEqual([]);
        expect(await store.tiesOf("a", number)).toEqual([]);
        expect(await store.clusters({ run: number, limit: 10 })).toEqual([]);
        expect(await all(store.allClusters(number))).toEqual([]);
        expect(await store.modelOf(number)).toBeNull();
        expect(await store.changesOf(number)).toEqual([]);
      }
    });

    it("says of each change how many accounts came in and left, by who was in the cluster the run before", async () => {
      expect(await store.changesOf(1)).toEqual([
        { type: "born", cluster: "c-1", from: [], joined: 3, left: 0 },
        { type: "born", cluster: "c-2", from: [], joined: 2, left: 0 },
        { type: "born", cluster: "c-3", from: [], joined: 2, left: 0 },
      ]);
      expect(await store.changesOf(2)).toEqual([{ type: "grown", cluster: "c-1", from: [], joined: 1, left: 0 }]);
      expect(await store.changesOf(3)).toEqual([
        { type: "merged", cluster: "c-1", from: ["c-2"], joined: 2, left: 1 },
        { type: "died", cluster: "c-3", from: [], joined: 0, left: 2 },
        { type: "split", cluster: "c-4", from: ["c-3"], joined: 2, left: 0 },
      ]);
      expect(await store.changesOf(4)).toEqual([]);
    });

    it("counts changes by type, and accounts that came into clusters, having been in none, and left for none", () => {
      const none = { born: 0, grown: 0, merged: 0, split: 0, died: 0, joined: 0, left: 0 };
      expect(saved.map(({ changes }) => changes)).toEqual([
        { ...none, born: 3, joined: 7 },
        { ...none, grown: 1, joined: 1 },
        { ...none, merged: 1, split: 1, died: 1, joined: 1, left: 2 },
        none,
      ]);
    });

    it("knows in which run a cluster last changed in anything", async () => {
      const changedIn = async (number: number) =>
        Object.fromEntries((await store.clusters({ run: number, limit: 10 })).map((each) => [each.id, each.changedIn]));
      expect(await changedIn(1)).toEqual({ "c-1": 1, "c-2": 1, "c-3": 1 });
      expect(await changedIn(2)).toEqual({ "c-1": 2, "c-2": 1, "c-3": 1 });
      expect(await changedIn(4)).toEqual({ "c-1": 3, "c-4": 3 });
      expect((await store.clusters({ run: 2, changedSince: 1, limit: 10 })).map(({ id }) => id)).toEqual(["c-1"]);
    });

    it("knows every id that a cluster ever had, and what became of it", async () => {
      expect(await Promise.all(["c-1", "c-2", "c-3", "c-4", "c-5"].map((id) => store.hadCluster(id)))).toEqual([
        true,
        true,
        true,
        true,
        false,
      ]);
      expect(await Promise.all(["c-1", "c-2", "c-3", "c-5"].map((id) => store.resolveClusterId(id)))).toEqual(["c-1", "c-1", "c-4", null]);
    });

    it("names the clusters that split from one in the current run alone", async () => {
      expect(await store.splitFrom("c-3")).toEqual([]);
      await store.saveRun(run([cluster("c-1", "abc"), cluster("c-5", "de")], { changes: ["split c-5 c-1"] }), on(9));
      expect(await store.splitFrom("c-1")).toEqual(["c-5"]);
    });

    it("is the same after it is opened again", async () => {
      store = await subject.again();
      expect((await store.runs()).slice(1)).toEqual([...saved].reverse());
      for (const [i, each] of runs.entries()) expect(await wholeRun(store, i + 1)).toEqual(each);
    });
  });

  describe("a list of clusters", () => {
    const clusters = Array.from({ length: 40 }, (_, i) =>
      cluster(
        `c-${String(i).padStart(2, "0")}`,
        Array.from({ length: 2 + (i % 4) }, (_, j) => `${i}-${j}`),
        {
          score: (i % 5) / 7,
          disposition: (["fraudulent", "benign", "unclear"] as const)[i % 3],
          exchanges: (i * 37) % 11,
          lastSeen: START + ((i * 53) % 13),
          attribution: i % 3 > 0 ? [] : [{ operator: i % 2 > 0 ? "op-a" : "unknown", confidence: 0.1 + 0.2, likelihood: "likely" }],
          ...(i % 12 === 0 ? { stranger: "unknown-7" } : {}),
        },
      ),
    ).sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1));
    beforeAll(async () => {
      store = await subject.fresh();
      await store.saveRun(run(clusters), on(0));
    });
    afterAll(() => subject.end());

    const asked: [string, Partial<ClusterQuery>][] = [
      ["all, largest first", {}],
      ["by size", { sort: "size" }],
      ["by score", { sort: "score" }],
      ["by exchanges", { sort: "exchanges" }],
      ["by when they were last seen", { sort: "last_seen" }],
      ["of one disposition", { disposition: "benign" }],
      ["of one operator", { operator: "op-a" }],
      ["of no known operator, and no stranger's", { operator: "unknown" }],
      ["of a stranger", { operator: "unknown-7" }],
      ["of nobody", { operator: "nobody" }],
      ["of so many accounts", { minSize: 4 }],
      ["of such a score", { minScore: 2 / 7 }],
      ["that changed since a run", { changedSince: 0 }],
      ["that changed since the current run", { changedSince: 1 }],
      ["of all this together", { disposition: "fraudulent", operator: "op-a", minSize: 3, minScore: 1 / 7, sort: "score" }],
    ];
    it.each(asked)("is given %s", async (_, query) => {
      expect(await store.clusters({ ...query, limit: 1000 })).toEqual(listed(clusters, query));
    });

    it.each(asked)("is given by pages, none missed and none twice, %s", async (_, query) => {
      const pages: ClusterSummary[] = [];
      for (let after: ClusterSummary | undefined; ; ) {
        const page = await store.clusters({ ...query, after, limit: 3 });
        pages.push(...page);
        if (page.length < 3) break;
        after = page.at(-1);
      }
      expect(pages).toEqual(listed(clusters, query));
    });
  });

  describe("lineage", () => {
    beforeAll(async () => {
      store = await subject.fresh();
    });
    afterAll(() => subject.end());

    it("knows accounts of current clusters, and former ids with what took each over, by the rules of all stores", async () => {
      const steps = [
        run([cluster("c-1", "ab"), cluster("c-2", "cd"), cluster("c-3", "ef")]),
        run([cluster("c-1", "abcd")], { changes: ["died c-3", "merged c-1 c-2"] }),
        run([cluster("c-3", "ef"), cluster("c-2", "cd")], { changes: ["split c-2 c-1"] }),
        run([cluster("c-2", "cd")], { changes: ["died c-3"] }),
        run([cluster("c-9", "cd")], { changes: ["split c-9 c-2"] }),
      ];
      let former: KnownCluster[] = [];
      for (const [day, step] of steps.entries()) {
        former = retired([...current(steps[day - 1]), ...former], step);
        await store.saveRun(step, on(day));
        expect(byId(await store.knownClusters())).toEqual(byId([...current(step), ...former]));
        expect(byId(await store.formerClusters())).toEqual(byId(former));
      }
      expect(await store.resolveClusterId("c-1")).toBe("c-9");
      expect(await store.resolveClusterId("c-3")).toBeNull();
    });

    it("outlives the runs that it came from", async () => {
      const before = await store.knownClusters();
      await store.saveRun(run([cluster("c-9", "cd")]), { at: on(4).at + 1, ledger: 7 });
      expect(await store.pruneRuns({ ...on(1000), keepDays: 0, named: new Set() })).toEqual([5]);
      expect(await store.knownClusters()).toEqual(before);
      expect(await store.hadCluster("c-1")).toBe(true);
      expect(await store.resolveClusterId("c-1")).toBe("c-9");
    });
  });

  describe("runs of old", () => {
    beforeAll(async () => {
      store = await subject.fresh();
    });
    afterAll(() => subject.end());

    it("keeps the last of each day beyond some days, what is named, what is younger, and the current one", async () => {
      const hours = [0, 1, 2, 24, 25, 26, 27, 240, 241, 241, 242];
      for (const [i, hour] of hours.entries())
        await store.saveRun(run([cluster("c-1", "ab", { score: i / 100 })]), { at: START + hour * 3_600_000, ledger: 1 });
      expect(await store.pruneRuns({ at: START + 242 * 3_600_000, keepDays: 7, named: new Set([2, 77]) })).toEqual([1, 4, 5, 6]);
      expect((await store.runs()).map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 3, 2]);
      expect(await store.cluster("c-1", 5)).toBeNull();
      expect((await store.cluster("c-1", 2))?.score).toBe(0.01);
      expect((await store.cluster("c-1"))?.score).toBe(0.1);
      expect(await store.pruneRuns({ at: START + 242 * 3_600_000, keepDays: 7, named: new Set([2]) })).toEqual([]);
    });

    it("says of a run that is kept what changed since the one before it, also where that one is dropped", async () => {
      store = await subject.fresh();
      const grown = (accounts: string) => run([cluster("c-1", accounts)], { changes: ["grown c-1"] });
      const infos: RunInfo[] = [];
      for (const [i, each] of [run([cluster("c-1", "ab")], { changes: ["born c-1"] }), grown("abc"), grown("abcdef")].entries())
        infos.push(await store.saveRun(each, { at: START + i, ledger: 1 }));
      infos.push(await store.saveRun(grown("abcdefg"), on(9)));
      expect(await store.pruneRuns({ ...on(9), keepDays: 1, named: new Set() })).toEqual([1, 2]);
      expect(await store.runs()).toEqual([infos[3], infos[2]]);
      expect(infos[2].changes).toMatchObject({ born: 0, grown: 1, joined: 3 });
      expect(await store.changesOf(3)).toEqual([{ type: "grown", cluster: "c-1", from: [], joined: 3, left: 0 }]);
      expect(await store.changesOf(2)).toEqual([]);
    });

    it("never gives a number twice", async () => {
      expect((await store.saveRun(run([]), on(30))).number).toBe(5);
    });
  });

  describe("an account's id", () => {
    it("is given back to the last bit, whatever characters it is of", async () => {
      store = await subject.fresh();
      const whole = run([cluster("c-1", [...OPAQUE_IDS].sort()), cluster("c-2", ["x\ud800\udc00", "x\ud800"].sort())]);
      await store.saveRun(whole, on(0));
      expect(await wholeRun(store)).toEqual(whole);
      expect(await Promise.all(OPAQUE_IDS.map((account) => store.clusterOf(account)))).toEqual(OPAQUE_IDS.map(() => "c-1"));
      expect(await store.clusterOf("\ufffd")).toBeNull();
      expect(await store.clusterOf("x\ud800")).toBe("c-2");
      expect((await store.knownClusters()).map(({ accounts }) => accounts)).toEqual(whole.clusters.map(({ accounts }) => accounts));
      await subject.end();
    });
  });

  it("keeps parts and places with the current run alone, to the byte", async () => {
    store = await subject.fresh();
    const anatomy = (id: string, seed: number) => ({
      cluster: id,
      parts: JSON.stringify({ run: seed, of: "\u0000 \ud83d\ude00" }),
      told: JSON.stringify({ cluster: id, label: "␛ ", seed }),
      graph: Uint8Array.from({ length: 70_000 + seed }, (_, i) => (i * 31 + seed) % 256),
    });
    const clusters = [cluster("c-2", "abc"), cluster("c-1", "de")];
    await store.saveRun({ ...run(clusters), anatomies: [anatomy("c-2", 1), anatomy("c-1", 2)] }, on(0));
    for (const [id, seed] of [
      ["c-2", 1],
      ["c-1", 2],
    ] as const)
      expect(await store.anatomyOf(id, 1)).toEqual(anatomy(id, seed));
    expect((await store.knownParts()).map(({ cluster: id }) => id)).toEqual(["c-1", "c-2"]);
    expect(await store.anatomyOf("c-3", 1)).toBeNull();
    await store.saveRun({ ...run(clusters), anatomies: [anatomy("c-1", 3)] }, on(1));
    expect(await store.anatomyOf("c-1", 1)).toBeNull();
    expect(await store.anatomyOf("c-1", 2)).toEqual(anatomy("c-1", 3));
    expect(await store.knownParts()).toEqual([{ cluster: "c-1", parts: anatomy("c-1", 3).parts }]);
    await store.saveRun(run(clusters), on(2));
    expect(await store.anatomyOf("c-1", 3)).toBeNull();
    expect(await store.knownParts()).toEqual([]);
    await subject.end();
  });

  it("leaves out links across clusters: they are of neither", async () => {
    store = await subject.fresh();
    const whole = run([cluster("c-1", "abc"), cluster("c-2", "de")]);
    const across = { a: "c", b: "d", weight: 1, evidence: [] };
    await store.saveRun({ ...whole, links: [...whole.links.slice(0, 2), across, ...whole.links.slice(2)] }, on(0));
    expect(await wholeRun(store)).toEqual(whole);
    await subject.end();
  });

  it("reads back every run of any history as it was saved, also when some are dropped", async () => {
    const named = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 });
    const hours = fc.array(fc.integer({ min: 0, max: 72 }), { minLength: 6, maxLength: 6 }).map((list) => [...list].sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(histories(5), hours, named, fc.integer({ min: 0, max: 2 }), async (runs, hour, names, keepDays) => {
        store = await subject.fresh();
        const infos: RunInfo[] = [];
        for (const [i, each] of runs.entries()) infos.push(await store.saveRun(each, { at: START + hour[i] * 3_600_000, ledger: i }));
        const changes = await Promise.all(infos.map(({ number }) => store.changesOf(number)));
        const summaries = runs.map((_, i) => summariesOf(runs, i));
        const check = async (kept: readonly RunInfo[]) => {
          expect(await store.runs()).toEqual([...kept].reverse());
          for (const { number } of kept) {
            const i = number - 1;
            expect(await wholeRun(store, number)).toEqual(runs[i]);
            expect(await store.changesOf(number)).toEqual(changes[i]);
            expect(changes[i]).toEqual(runs[i].changes.map((change) => withMoves(change, runs[i], runs[i - 1])));
            expect(await store.clusters({ run: number, limit: 1000 })).toEqual(summaries[i]);
          }
          const homes = await Promise.all(OPAQUE_IDS.map((account) => store.clusterOf(account, kept[0].number)));
          expect(homes).toEqual(OPAQUE_IDS.map((account) => homeOf(account, runs[kept[0].number - 1])));
        };
        await check(infos);
        const pruning = { ...on(3), keepDays, named: new Set(names) };
        const dropped = await store.pruneRuns(pruning);
        expect(dropped).toEqual(prunable(infos, pruning));
        await check(infos.filter(({ number }) => !dropped.includes(number)));
        infos.push(await store.saveRun(runs[0], { ...on(3), ledger: 9 }));
        expect(await wholeRun(store)).toEqual(runs[0]);
        await subject.end();
      }),
      { numRuns: count, seed: 20_260_501 },
    );
  }, 180_000);
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** `accounts`: a letter each, or their ids. */
function cluster(id: string, accounts: string | string[], fields: Partial<Cluster> = {}): Cluster {
  const disposition: Disposition = "fraudulent";
  return {
    id,
    accounts: [...accounts],
    score: 0.1 + 0.2,
    disposition,
    firstSeen: START,
    lastSeen: START + 1,
    exchanges: 12,
    attribution: [{ operator: "unknown", confidence: 0.75, likelihood: "likely" }],
    evidence: [{ kind: "device", value: `of ${id}`, accounts: 2, bits: 9.400000000000002 }],
    explanations: [],
    relinkMs: null,
    ...fields,
  };
}

/** Each cluster held together by a chain of links; a change is `merged c-1 c-2`: its type, its cluster, and those that it came from. */
function run(clusters: Cluster[], { changes = [] }: { changes?: string[] } = {}): ClusterRun {
  const links = clusters.flatMap(({ accounts }) =>
    accounts.slice(1).map((b, i) => ({ a: accounts[i], b, weight: 1 / 3, evidence: [{ kind: "device", value: b, bits: 1 / 3 }] })),
  );
  return {
    clusters: [...clusters].sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1)),
    links: links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    changes: changes
      .map((text) => text.split(" "))
      .map(([type, id, ...from]) => ({ type: type as ClusterChange["type"], cluster: id, from }))
      .sort((x, y) => (x.cluster < y.cluster || (x.cluster === y.cluster && x.type < y.type) ? -1 : 1)),
    model: exampleModel,
    accounts: 10,
  };
}

const current = (run: ClusterRun | undefined): KnownCluster[] =>
  (run?.clusters ?? []).map(({ id, accounts }) => ({ id, accounts, supersededBy: null }));
const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((x, y) => (x.id < y.id ? -1 : 1));
const homeOf = (account: string, { clusters }: ClusterRun) => clusters.find(({ accounts }) => accounts.includes(account))?.id ?? null;

function summaryOf(each: Cluster, changedIn: number): ClusterSummary {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, attribution, stranger = null } = each;
  const likeliest = likeliestOf(each) === null ? null : (attribution[0] ?? null);
  return { id, size: accounts.length, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn };
}

/** The oracle of a list: all of it, filtered, then sorted. */
function listed(clusters: readonly Cluster[], query: Partial<ClusterQuery>): ClusterSummary[] {
  const { disposition, operator, minSize = 0, minScore = 0, changedSince = 0, sort = "size" } = query;
  const fits = clusters.filter(
    (each) =>
      (disposition === undefined || each.disposition === disposition) &&
      (operator === undefined || likeliestOf(each) === operator) &&
      each.accounts.length >= minSize &&
      each.score >= minScore &&
      changedSince < 1,
  );
  const key = { size: "size", score: "score", exchanges: "exchanges", last_seen: "lastSeen" } as const;
  const rows = fits.map((each) => summaryOf(each, 1));
  return rows.sort((x, y) => y[key[sort]] - x[key[sort]] || (x.id < y.id ? -1 : 1));
}

/** The oracle of `changedIn`: the first of the runs up to `i`, without a break, in which the cluster was as it is, links and all. */
function summariesOf(runs: readonly ClusterRun[], i: number): ClusterSummary[] {
  const shown = ({ clusters, links }: ClusterRun, id: string) => {
    const each = clusters.find((candidate) => candidate.id === id);
    return each && JSON.stringify([each, links.filter(({ a }) => each.accounts.includes(a))]);
  };
  return runs[i].clusters.map((each) => {
    let since = i;
    while (since > 0 && shown(runs[since - 1], each.id) === shown(runs[i], each.id)) since--;
    return summaryOf(each, since + 1);
  });
}

function withMoves(change: ClusterChange, run: ClusterRun, before: ClusterRun | undefined) {
  const accountsOf = (of: ClusterRun | undefined) => of?.clusters.find(({ id }) => id === change.cluster)?.accounts ?? [];
  const [now, then] = [accountsOf(run), accountsOf(before)];
  const missing = (from: readonly string[], others: readonly string[]) => from.filter((account) => !others.includes(account)).length;
  return { ...change, joined: missing(now, then), left: missing(then, now) };
}
