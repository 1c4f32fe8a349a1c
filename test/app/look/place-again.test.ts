/** Parts keep their ids and places from run to run while most of their accounts stay together, whoever asks and however often. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Unplaced } from "../../../src/app/look/anatomy.js";
import { placeAgain } from "../../../src/app/look/place-again.js";
import type { KeptRecord, Records } from "../../../src/ports/knowledge.js";

/** Records in memory; `before` is called before each is kept. */
function records(before: () => Promise<void> = async () => {}): Pick<Records, "record" | "keepRecord"> & { kept: Map<string, KeptRecord> } {
  const kept = new Map<string, KeptRecord>();
  return {
    kept,
    record: async (_, id) => kept.get(id) ?? null,
    async keepRecord(_, id, body, version) {
      await before();
      if ((kept.get(id)?.version ?? 0) !== version) return false;
      kept.set(id, { id, version: version + 1, body });
      return true;
    },
  };
}

/** Accounts from `from` to before `to` as one part, for each. */
function partsIn(run: number, ...ranges: readonly (readonly [number, number])[]): Unplaced {
  return {
    cluster: "c-1",
    run,
    accounts: ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => `acc-${from + i}`)),
    part: Int32Array.from(ranges.flatMap(([from, to], p) => new Array<number>(to - from).fill(p))),
    ids: ranges.map(([from]) => `p-acc-${from}`),
    sizes: ranges.map(([from, to]) => to - from),
  };
}

let store: ReturnType<typeof records>;
beforeEach(() => {
  store = records();
});
const idsOf = async (parts: Unplaced, by = store) => (await placeAgain(by, parts)).ids;

describe("parts", () => {
  it("have the ids of their first accounts when nobody has looked before", async () => {
    expect(await idsOf(partsIn(1, [0, 100], [100, 300]))).toEqual(["p-acc-0", "p-acc-100"]);
  });

  it("keep their ids where the first account has gone, through any number of runs", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300]));
    for (let run = 2; run < 12; run++)
      expect(await idsOf(partsIn(run, [run * 4, 100 + run * 4], [100 + run * 4, 300 + run * 4]))).toEqual(["p-acc-0", "p-acc-100"]);
  });

  it("keep them whatever order they come in", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300]));
    expect(await idsOf(partsIn(2, [110, 300], [10, 90]))).toEqual(["p-acc-100", "p-acc-0"]);
  });

  it("take the larger one's where two are one now, and one of their own where one has fallen in pieces", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300], [300, 700]));
    expect(await idsOf(partsIn(2, [0, 300], [300, 430], [430, 560], [560, 700]))).toEqual([
      "p-acc-100",
      "p-acc-300",
      "p-acc-430",
      "p-acc-560",
    ]);
  });

  it("say which others they took in, also when the run is asked for again", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300], [300, 700]));
    const second = partsIn(2, [0, 300], [300, 700]);
    expect((await placeAgain(store, second)).from).toEqual([["p-acc-0"], []]);
    expect((await placeAgain(store, second)).from).toEqual([["p-acc-0"], []]);
  });

  it("never share an id: one that is another's by now gets the run's number", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300]));
    expect(await idsOf(partsIn(2, [0, 5], [5, 100], [100, 300]))).toEqual(["p-acc-0-2", "p-acc-0", "p-acc-100"]);
  });

  it("are called the same when the run is asked for again, also after a later one", async () => {
    await idsOf(partsIn(1, [0, 100], [100, 300]));
    const second = partsIn(2, [4, 100], [100, 300]);
    const named = await idsOf(second);
    const body = store.kept.get("c-1")?.body;
    expect(await idsOf(second)).toEqual(named);
    expect(store.kept.get("c-1")?.body).toBe(body);
    await idsOf(partsIn(3, [10, 100], [100, 300]));
    const after = store.kept.get("c-1")?.body;
    expect(await idsOf(second)).toEqual(named);
    expect(store.kept.get("c-1")?.body).toBe(after);
  });

  it("stay where they were on the picture, and are exactly there when the run is asked for again", async () => {
    const first = await placeAgain(store, partsIn(1, [0, 400], [400, 500], [500, 720]));
    const second = partsIn(2, [500, 730], [10, 400], [400, 500], [730, 760]);
    const { discs } = await placeAgain(store, second);
    for (const [now, then] of [
      [0, 2],
      [1, 0],
      [2, 1],
    ])
      expect(Math.hypot(discs[now].x - first.discs[then].x, discs[now].y - first.discs[then].y)).toBeLessThan(4_000);
    expect((await placeAgain(store, second)).discs).toEqual(discs);
  });

  it("are called as another server has named them meanwhile", async () => {
    let isFirst = true;
    const raced = records(async () => {
      if (!isFirst) return;
      isFirst = false;
      await idsOf(partsIn(1, [0, 100], [100, 300]), raced);
    });
    expect(await idsOf(partsIn(2, [50, 100], [100, 300]), raced)).toEqual(["p-acc-0", "p-acc-100"]);
  });

  it("say so where they are named elsewhere without end", async () => {
    const never = { ...store, keepRecord: async () => false };
    await expect(placeAgain(never, partsIn(1, [0, 100], [100, 300]))).rejects.toThrow("ask again");
  });

  it("leave nothing behind where a cluster is one part", async () => {
    await idsOf(partsIn(1, [0, 150]));
    expect(store.kept.size).toBe(0);
  });

  it("of a large cluster are kept in some tens of kilobytes", async () => {
    await idsOf(partsIn(1, ...Array.from({ length: 40 }, (_, p) => [p * 600, (p + 1) * 600] as const)));
    expect(store.kept.get("c-1")?.body.length).toBeLessThan(30_000);
  });
});
