/** What every GraphStore keeps, whatever it is made of: one list of promises, run on each. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToDossier } from "../../src/app/dossiers.js";
import { TransientError, UsageError } from "../../src/errors.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { readPage, writePages } from "../../src/indicator/page.js";
import { partOf } from "../../src/indicator/slice/segment.js";
import type { Cluster } from "../../src/model/cluster.js";
import type { Dossier } from "../../src/model/dossier.js";
import type { Judgement } from "../../src/model/judgement.js";
import type { LinkEvidence } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";
import type { SliceCounts } from "../../src/model/slice-counts.js";
import type { SliceCommit, SourceMark } from "../../src/ports/event-log.js";
import type { GraphStore } from "../../src/ports/store.js";
import { merged, usage } from "../indicator/days/events.js";
import { exampleModel } from "../model/example-model.js";

import { wholeRun } from "./whole-run.js";

export interface StoreUnderTest {
  /** An opened store without content. */
  fresh(zone?: string): Promise<GraphStore>;
  /** Opens again what `fresh` gave last, as another process would after the first has ended. */
  again(keyCheck?: string, zone?: string): Promise<GraphStore>;
  end(): Promise<void>;
}

export const KEY_CHECK = "key-check-a";

export function graphStoreContract(subject: StoreUnderTest): void {
  let store: GraphStore;
  const renew = () => {
    beforeAll(async () => {
      store = await subject.fresh();
    });
    afterAll(() => subject.end());
  };

  describe("records", () => {
    renew();

    it("keeps one where there was none, and says no where there was", async () => {
      expect(await store.record("note", "a")).toBeNull();
      expect(await store.keepRecord("note", "a", '{"n":1}', 0)).toBe(true);
      expect(await store.keepRecord("note", "a", '{"n":2}', 0)).toBe(false);
      expect(await store.record("note", "a")).toEqual({ id: "a", version: 1, body: '{"n":1}' });
    });

    it("changes the version that was read, and no other", async () => {
      expect(await store.keepRecord("note", "a", '{"n":3}', 1)).toBe(true);
      expect(await store.keepRecord("note", "a", '{"n":4}', 1)).toBe(false);
      expect(await store.keepRecord("note", "none", "{}", 1)).toBe(false);
      expect(await store.record("note", "a")).toEqual({ id: "a", version: 2, body: '{"n":3}' });
    });

    it("lets one of many at once win", async () => {
      const won = await Promise.all(Array.from({ length: 8 }, (_, i) => store.keepRecord("race", "x", JSON.stringify({ i }), 0)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(JSON.parse((await store.record("race", "x"))!.body)).toEqual({ i: won.indexOf(true) });
    });

    it("pages through a kind by id, and takes any text", async () => {
      const odd = '{"t":"half \\ud800, nought \\u0000, ␛ and é😀"}';
      for (const id of ["p-3", "p-1", "p-2'; DROP TABLE records --"]) expect(await store.keepRecord("page", id, odd, 0)).toBe(true);
      const first = await store.records("page", { limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(["p-1", "p-2'; DROP TABLE records --"]);
      expect(JSON.parse(first[1].body)).toEqual(JSON.parse(odd));
      expect((await store.records("page", { after: first[1].id })).map(({ id }) => id)).toEqual(["p-3"]);
    });

    it("drops one, once and again", async () => {
      await store.dropRecord("page", "p-1");
      await store.dropRecord("page", "p-1");
      expect((await store.records("page")).map(({ id }) => id)).toEqual(["p-2'; DROP TABLE records --", "p-3"]);
    });
  });

  describe("the log of slices", () => {
    renew();

    it("starts empty", async () => {
      expect(await store.ledger()).toBe(0);
      expect(await store.mark("a")).toBeNull();
      expect(await store.counts()).toEqual(counts(0));
      expect(await all(store.quarantined())).toEqual([]);
    });

    it("takes a first slice with its mark", async () => {
      expect(await store.commit(slice("a", 0, null))).toBe("committed");
      expect(await store.ledger()).toBe(1);
      expect(await store.mark("a")).toEqual(mark("a", 1));
    });

    it("calls a slice stale whose ledger number is taken, and writes nothing of it", async () => {
      expect(await store.commit({ ...slice("b", 0, null), ledger: 0 })).toBe("stale");
      expect(await store.mark("b")).toBeNull();
      expect((await store.counts()).events).toBe(10);
    });

    it("calls a slice stale whose source has moved on, and writes nothing of it", async () => {
      expect(await store.commit({ ...slice("a", 1, null), after: mark("a", 1) })).toBe("stale");
      expect(await store.ledger()).toBe(1);
    });

    it("lets one of two commits at once through", async () => {
      const outcomes = await Promise.all([store.commit(slice("a", 1, mark("a", 1))), store.commit(slice("c", 1, null))]);
      expect(outcomes.sort()).toEqual(["committed", "stale"]);
      expect(await store.ledger()).toBe(2);
      if ((await store.mark("a"))?.next === 1) await store.commit(slice("a", 2, mark("a", 1)));
      if ((await store.mark("c")) === null) await store.commit(slice("c", 2, null));
    });

    it("sums the counts of all slices", async () => {
      expect(await store.counts()).toEqual(counts(3));
    });

    it("gives back the ids in the ledger's order, from a number on and within a range of times", async () => {
      expect((await all(store.ids(0, 0, 4e9))).map(({ ledger }) => ledger)).toEqual([0, 1, 2]);
      expect((await all(store.ids(1, 0, 4e9))).map(({ ledger }) => ledger)).toEqual([1, 2]);
      expect((await all(store.ids(0, 0, 999))).length).toBe(0);
      const [first] = await all(store.ids(0, 1000, 1000));
      expect([...first.ids]).toEqual([...slice("a", 0, null).ids]);
    });

    it("gives the quarantine by source, then line", async () => {
      const lines = (await all(store.quarantined())).map(({ source, line }) => `${source}:${line}`);
      expect(lines).toEqual(["a:2", "a:10", "a:102", "a:110", "c:2", "c:10"]);
      expect((await all(store.quarantined()))[0]).toEqual({ source: "a", line: 2, error: "not JSON", raw: '{"\u0000é…' });
    });

    it("is as it was after it is opened again", async () => {
      store = await subject.again();
      expect(await store.ledger()).toBe(3);
      expect(await store.mark("a")).toEqual(mark("a", 2));
      expect(await store.counts()).toEqual(counts(3));
    });

    it("refuses another pseudonym key", async () => {
      await expect(subject.again("key-check-b")).rejects.toThrow(/key/);
      store = await subject.again();
    });
  });

  describe("footprints", () => {
    renew();
    /** The first accounts that are dealt into a part. */
    const of = (part: number) =>
      Array.from({ length: 2_000 }, (_, i) => `account ${i}`).filter((account) => partOf(account, store.parts()) === part);

    it("holds a slice's segments until they are merged", async () => {
      const [x, y] = of(3);
      await store.commit(slice("a", 0, null));
      const part = await store.part(3);
      expect(readPage(part.footprints)).toEqual([]);
      expect(part.segments.map((bytes) => [...bytes])).toEqual([[1, 2, 255]]);
      await store.replacePart(3, writePages([footprint(x, 1), footprint(y, 2)]), part.receipt);
      expect((await store.part(3)).segments).toEqual([]);
      expect(plain(readPage((await store.part(3)).footprints))).toEqual({ [x]: [1, 0, 200], [y]: [2, 0, 200] });
    });

    it("replaces what changed, and keeps a segment that came meanwhile", async () => {
      const [x, y] = of(3);
      const part = await store.part(3);
      await store.commit(slice("a", 1, mark("a", 1)));
      await store.replacePart(3, writePages([footprint(y, 9)]), part.receipt);
      const after = await store.part(3);
      expect(after.segments.length).toBe(1);
      expect(plain(readPage(after.footprints))).toEqual({ [x]: [1, 0, 200], [y]: [9, 0, 200] });
    });

    it("refuses what was merged of a part that another has merged meanwhile, and keeps what that one made", async () => {
      const [x, y] = of(3);
      const stale = await store.part(3);
      expect(stale.segments.length).toBe(1);
      await store.replacePart(3, writePages([footprint(x, 5)]), (await store.part(3)).receipt);
      await store.commit(slice("a", 2, mark("a", 2)));
      await store.replacePart(3, writePages([footprint(x, 6), footprint(y, 6)]), (await store.part(3)).receipt);
      for (let part = 0; part < store.parts(); part++) await store.part(part); // that none waits for the log lets it be freed
      await expect(store.replacePart(3, writePages([footprint(x, 1)]), stale.receipt)).rejects.toThrow(TransientError);
      expect((await store.part(3)).segments).toEqual([]);
      expect(plain(readPage((await store.part(3)).footprints))).toEqual({ [x]: [6, 0, 200], [y]: [6, 0, 200] });
      expect(plain(await store.footprintsOf([x, y]))).toEqual({ [x]: [6, 0, 200], [y]: [6, 0, 200] });
    });

    it("lets one of those through who merge a part at once, and keeps its alone", async () => {
      const [x, y] = of(3);
      await store.commit(slice("a", 3, mark("a", 3)));
      const { receipt } = await store.part(3);
      const outcomes = await Promise.allSettled(
        [7, 8].map((byte) => store.replacePart(3, writePages([footprint(x, byte), footprint(y, byte)]), receipt)),
      );
      const through = outcomes.map(({ status }) => status === "fulfilled");
      expect(through.filter(Boolean).length).toBe(1);
      const byte = through[0] ? 7 : 8;
      store = await subject.again();
      expect((await store.part(3)).segments).toEqual([]);
      expect(plain(readPage((await store.part(3)).footprints))).toEqual({ [x]: [byte, 0, 200], [y]: [byte, 0, 200] });
      await store.commit(slice("a", 4, mark("a", 4)));
      await store.replacePart(3, writePages([footprint(x, 1), footprint(y, 9)]), (await store.part(3)).receipt);
    });

    it("finds the footprints of accounts by their ids, whatever part they are in", async () => {
      const [x] = of(3);
      const [z] = of(5);
      await store.replacePart(5, writePages([footprint(z, 4)]), (await store.part(5)).receipt);
      expect(plain(await store.footprintsOf([z, "nobody", x]))).toEqual({ [x]: [1, 0, 200], [z]: [4, 0, 200] });
      expect(await store.footprintsOf([])).toEqual([]);
    });

    it("keeps the number of parts", async () => {
      const parts = store.parts();
      expect(parts).toBeGreaterThan(5);
      store = await subject.again();
      expect(store.parts()).toBe(parts);
    });
  });

  describe("activity", () => {
    renew();
    const days = (account: string, ...days: number[]) => {
      const [row] = merged([days.map((day) => usage(new Date(day * 86_400_000).toISOString(), { account, model: "large" }))]);
      return { ...footprint(account, 1), activity: row.activity };
    };
    const daysOf = async (...accounts: string[]) =>
      (await store.activityOf(accounts)).map(({ account, days }) => [account, ...days.map(({ day }) => day)]);
    const of = (part: number) =>
      Array.from({ length: 2_000 }, (_, i) => `account ${i}`).filter((account) => partOf(account, store.parts()) === part);

    it("is kept with the footprints and found by the accounts' ids", async () => {
      const [x, y] = of(3);
      const [z] = of(5);
      expect(await daysOf(x)).toEqual([]);
      await store.commit(slice("a", 0, null));
      await store.replacePart(3, writePages([days(x, 20_000, 20_001), days(y, 20_002)]), (await store.part(3)).receipt);
      await store.replacePart(5, writePages([days(z, 20_003)]), (await store.part(5)).receipt);
      expect(await daysOf(z, "nobody", x)).toEqual(
        [
          [x, 20_000, 20_001],
          [z, 20_003],
        ].sort(),
      );
      expect((await store.activityOf([x]))[0].days[0].usage).toEqual([
        { capability: null, model: { is: "named", name: "large" }, exchanges: 1, inputTokens: 0, outputTokens: 0 },
      ]);
    });

    it("is given to be merged where there is something new, and not read for a clustering", async () => {
      expect(readPage((await store.part(3)).activity)).toEqual([]);
      await store.commit(slice("a", 1, mark("a", 1)));
      const [x, y] = of(3);
      expect(
        readPage((await store.part(3)).activity)
          .map(({ account }) => account)
          .sort(),
      ).toEqual([x, y].sort());
    });

    it("stays of accounts that did not change", async () => {
      const [x, y] = of(3);
      await store.replacePart(3, writePages([days(y, 20_004)]), (await store.part(3)).receipt);
      expect(await daysOf(x, y)).toEqual(
        [
          [x, 20_000, 20_001],
          [y, 20_004],
        ].sort(),
      );
      store = await subject.again();
      expect(await daysOf(x, y)).toEqual(
        [
          [x, 20_000, 20_001],
          [y, 20_004],
        ].sort(),
      );
    });

    it("is not lost where a part is replaced that had nothing to merge", async () => {
      const [x, y] = of(3);
      await store.replacePart(3, writePages([]), (await store.part(3)).receipt);
      expect(await daysOf(x, y)).toHaveLength(2);
    });
  });

  describe("days", () => {
    afterAll(() => subject.end());

    it("are UTC's where nobody says otherwise, and stay so", async () => {
      expect((await subject.fresh()).zone()).toBe("UTC");
      await expect(subject.again(KEY_CHECK, "Europe/Berlin")).rejects.toThrow(/days in UTC, not in Europe\/Berlin/);
      expect((await subject.again(KEY_CHECK, "Etc/UTC")).zone()).toBe("UTC");
    });

    it("are those of the zone that the store was made with", async () => {
      expect((await subject.fresh("America/Sao_Paulo")).zone()).toBe("America/Sao_Paulo");
      expect((await subject.again()).zone()).toBe("America/Sao_Paulo");
      await expect(subject.again(KEY_CHECK, "UTC")).rejects.toThrow(UsageError);
    });

    it("are of a zone that there is", async () => {
      await expect(subject.fresh("Europe/Atlantis")).rejects.toThrow(/IANA name/);
    });
  });

  describe("clusterings", () => {
    renew();
    const first = run([cluster("c-1", ["a", "b", "c"]), cluster("c-2", ["d", "e"])]);

    it("has none at first", async () => {
      expect(await wholeRun(store)).toBeNull();
      expect(await store.currentRun()).toBeNull();
      expect(await store.loadIndex()).toBeNull();
      expect(await store.knownClusters()).toEqual([]);
      expect(await store.resolveClusterId("c-1")).toBeNull();
    });

    it("gives a run back as it was, to the last bit", async () => {
      await store.saveRun(first, made);
      expect(JSON.stringify(await wholeRun(store))).toBe(JSON.stringify(first));
    });

    it("gives it back after it is opened again", async () => {
      store = await subject.again();
      expect(JSON.stringify(await wholeRun(store))).toBe(JSON.stringify(first));
    });

    it("saving the same run again changes nothing", async () => {
      await store.saveRun(first, made);
      expect(JSON.stringify(await wholeRun(store))).toBe(JSON.stringify(first));
      expect(ids(await store.knownClusters())).toEqual(["c-1", "c-2"]);
    });

    it("names each run, and keeps the index of the current one, to the last byte", async () => {
      expect(await store.loadIndex()).toBeNull();
      const before = await store.currentRun();
      const index = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 31) >>> 3);
      await store.saveRun(first, { ...made, index });
      const kept = await store.loadIndex();
      expect(kept?.run).toBe((await store.currentRun())?.id);
      expect(kept?.run).not.toBe(before);
      expect(Buffer.compare(kept?.bytes ?? new Uint8Array(), index)).toBe(0);
      expect(JSON.stringify(await wholeRun(store))).toBe(JSON.stringify(first));
      await store.saveRun(first, made);
      expect(await store.loadIndex()).toBeNull();
    });

    it("keeps lineage: what was merged resolves to what took it over", async () => {
      const merged = run([cluster("c-1", ["a", "b", "c", "d", "e"])], [{ type: "merged", cluster: "c-1", from: ["c-2"] }]);
      await store.saveRun(merged, made);
      expect(JSON.stringify(await wholeRun(store))).toBe(JSON.stringify(merged));
      expect(await store.resolveClusterId("c-2")).toBe("c-1");
      expect(await store.resolveClusterId("c-1")).toBe("c-1");
      expect(await store.knownClusters()).toEqual([
        { id: "c-1", accounts: ["a", "b", "c", "d", "e"], supersededBy: null },
        { id: "c-2", accounts: [], supersededBy: "c-1" },
      ]);
    });

    it("follows lineage through several runs", async () => {
      await store.saveRun(run([cluster("c-3", ["a", "b"])], [{ type: "split", cluster: "c-3", from: ["c-1"] }]), made);
      expect(await store.resolveClusterId("c-2")).toBe("c-3");
    });

    it("knows no successor of a cluster that died", async () => {
      await store.saveRun(run([], [{ type: "died", cluster: "c-3", from: [] }]), made);
      expect(await store.resolveClusterId("c-3")).toBeNull();
      expect((await wholeRun(store))?.clusters).toEqual([]);
    });

    it("an account of a cluster without links has no ties", async () => {
      await store.saveRun({ ...first, links: [] }, made);
      expect(await store.tiesOf("a")).toEqual([]);
    });

    it("a cluster that comes back is current again", async () => {
      await store.saveRun(first, made);
      expect(await store.resolveClusterId("c-2")).toBe("c-2");
      expect((await store.knownClusters()).filter(({ id }) => id === "c-2")).toEqual([
        { id: "c-2", accounts: ["d", "e"], supersededBy: null },
      ]);
    });
  });

  describe("dossiers and judgements", () => {
    renew();

    it("keeps dossiers, and a later one of the same id in place of the earlier", async () => {
      await store.saveDossiers([dossier("op-b", "B"), dossier("op-a", "A")]);
      expect(await store.loadDossiers()).toEqual([dossier("op-a", "A"), dossier("op-b", "B")]);
      await store.saveDossiers([dossier("op-a", "A, renamed")]);
      expect((await store.loadDossiers()).find(({ id }) => id === "op-a")?.name).toBe("A, renamed");
    });

    it("keeps all dossiers or none, only where none of them was changed since it was read", async () => {
      const read = await store.loadDossiers();
      expect(await store.saveDossiers([dossier("op-a", "A, first"), dossier("op-c", "C")], read)).toBe(true);
      expect(await store.saveDossiers([dossier("op-d", "D"), dossier("op-a", "A, second")], read)).toBe(false);
      expect(await store.saveDossiers([dossier("op-c", "C, again")], read)).toBe(false);
      expect((await store.loadDossiers()).map(({ name }) => name)).toEqual(["A, first", "B", "C"]);
      await store.saveDossiers([dossier("op-a", "A, renamed")]);
    });

    it("loses nothing of what many add to one dossier at once", async () => {
      const more = Array.from({ length: 6 }, (_, i) => `alias ${i}`);
      const add = (alias: string) => {
        const addition = { aliases: [alias], indicators: [], reliability: "C", credibility: 3, source: "us" };
        return addToDossier({ store, pseudonymise: pseudonymiser(new Uint8Array(32)) }, "op-many", addition);
      };
      await Promise.all(more.map(add));
      expect((await store.loadDossiers()).find(({ id }) => id === "op-many")?.aliases.toSorted()).toEqual(more);
    });

    it("appends judgements in the order of their times, each once", async () => {
      await store.appendJudgement(judgement("j-2", 2_000));
      await store.appendJudgement(judgement("j-1", 1_000));
      await store.appendJudgement(judgement("j-2", 2_000));
      expect(await store.loadJudgements()).toEqual([judgement("j-1", 1_000), judgement("j-2", 2_000)]);
    });

    it("tells judgements since a count in the order in which they were kept, whatever their times and ids say", async () => {
      const before = await store.countJudgements();
      const kept = [judgement("k-2", 900), judgement("k-9", 800), judgement("k-1", 800)];
      for (const each of [...kept, kept[0]]) await store.appendJudgement(each);
      expect(await store.countJudgements()).toBe(before + 3);
      for (let count = 0; count <= 3; count++) expect(await store.judgementsSince(before + count)).toEqual(kept.slice(count));
      await Promise.all(Array.from({ length: 20 }, (_, i) => store.appendJudgement(judgement(`j-more-${i}`, 500 - i))));
      const all = await store.judgementsSince(0);
      expect(new Set(all.map(({ id }) => id)).size).toBe(before + 23);
      expect(await store.judgementsSince(10)).toEqual(all.slice(10));
    });
  });

  describe("locks", () => {
    renew();

    it("lets one holder in, again and again, and another when it is released", async () => {
      expect(await store.acquire("recluster", "one", 60_000)).toBe(true);
      expect(await store.acquire("recluster", "two", 60_000)).toBe(false);
      expect(await store.acquire("recluster", "one", 60_000)).toBe(true);
      expect(await store.acquire("other", "two", 60_000)).toBe(true);
      await store.release("recluster", "two");
      expect(await store.acquire("recluster", "two", 60_000)).toBe(false);
      await store.release("recluster", "one");
      expect(await store.acquire("recluster", "two", 60_000)).toBe(true);
    });

    it("lets another in when a holder that died has expired", async () => {
      expect(await store.acquire("brief", "one", 1)).toBe(true);
      await expect.poll(() => store.acquire("brief", "two", 60_000), { timeout: 2_000 }).toBe(true);
    });
  });
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const ids = (clusters: readonly { id: string }[]) => clusters.map(({ id }) => id).sort();

const mark = (source: string, next: number): SourceMark => ({
  source,
  next,
  offset: next * 5_000_000_000,
  lines: next * 100,
  firstHash: "aa",
  firstLength: 7,
  lastHash: `bb${next}`,
  lastLength: 9,
});

const counts = (slices: number): SliceCounts => ({
  events: 10 * slices,
  accepted: 7 * slices,
  duplicates: slices,
  quarantined: 2 * slices,
  droppedFields: 3 * slices,
  ignoredFields: 4 * slices,
  lines: 100 * slices,
});

/** The slice with which `source` moves on from `before`. */
export function slice(source: string, ledger: number, before: SourceMark | null): SliceCommit {
  const lines = before?.lines ?? 0;
  return {
    ledger,
    before,
    after: mark(source, (before?.next ?? 0) + 1),
    segments: [{ part: 3, bytes: Uint8Array.of(1, 2, 255) }],
    ids: Uint8Array.from({ length: 24 }, (_, i) => i * 7),
    idsFrom: 1_000,
    idsTo: 2_000,
    counts: counts(1),
    quarantined: [
      { source, line: lines + 10, error: "too long", raw: "" },
      { source, line: lines + 2, error: "not JSON", raw: '{"\u0000é…' },
    ],
  };
}

/** When a run was made, and of how many slices. */
export const made = { at: Date.UTC(2026, 4, 1), ledger: 7 };

/** Of an account that did nothing: no models, no days. */
export const NO_ACTIVITY = Uint8Array.of(0, 0);
const footprint = (account: string, byte: number) => ({ account, bytes: Uint8Array.of(byte, 0, 200), activity: NO_ACTIVITY });
const plain = (rows: readonly { account: string; bytes: Uint8Array }[]) =>
  Object.fromEntries(rows.map(({ account, bytes }) => [account, [...bytes]]));

const cluster = (id: string, accounts: string[]): Cluster => ({
  id,
  accounts,
  score: 0.1 + 0.2,
  disposition: "fraudulent",
  firstSeen: 1_767_600_000_123,
  lastSeen: 1_767_700_000_000,
  exchanges: 2 ** 40 + 1,
  attribution: [
    { operator: "op-a", confidence: 0.91, likelihood: "very likely" },
    { operator: "unknown", confidence: 0.09, likelihood: "very unlikely" },
  ],
  evidence: [{ kind: "payment", value: "0123456789abcdef", accounts: accounts.length, bits: 9.400000000000002 }],
  explanations: [{ name: "company", bits: -3.25, detail: 'no "shared" organization \u0000 é😀' }],
  relinkMs: null,
});

/** A shared value among all else that a link's evidence may have; sums to 1/3. */
const waterfall = (shared: LinkEvidence): LinkEvidence[] => [
  shared,
  { kind: "prior", value: "5 accounts", bits: -10 - shared.bits + 1 / 3 },
  { kind: "co-action", value: "3 times within minutes", bits: 12 },
  { kind: "cap", value: "time", bits: -1.5 },
  { kind: "device", value: "2 not shared", bits: 2 * Math.log2(0.95) },
  { kind: "email", value: "none shared", bits: -0.5 - 2 * Math.log2(0.95) },
];

/** Each cluster held together by a chain of links. */
const run = (clusters: Cluster[], changes: ClusterRun["changes"] = []): ClusterRun => ({
  clusters,
  links: clusters.flatMap(({ id, accounts }) =>
    accounts
      .slice(1)
      .map((b, i) => ({ a: accounts[i], b, weight: 1 / 3, evidence: waterfall({ kind: "device", value: `d of ${id}`, bits: 7.5 }) })),
  ),
  model: exampleModel,
  changes,
  accounts: 5,
});

/** Cluster ids and their accounts -> a run of them, with evidence and attribution. */
export const exampleRun = (clusters: Record<string, string[]>): ClusterRun =>
  run(Object.entries(clusters).map(([id, accounts]) => cluster(id, accounts)));

const dossier = (id: string, name: string): Dossier => ({
  id,
  name,
  aliases: [],
  indicators: [{ kind: "asn", value: "64511", reliability: "B", credibility: 2, first_seen: null, last_seen: null, source: "partner" }],
  profile: { timezone: null, capabilities: { coding: 0.6 }, models: [] },
});

const judgement = (id: string, at: number): Judgement => ({
  id,
  at,
  analyst: "ana",
  reason: "seen",
  about: { type: "link", a: "x", b: "y" },
  verdict: "negative",
});
