/** Footprints read a part at a time: each part once, all that is asked for, and nothing that failed. */
import { expect, it } from "vitest";
import { partOf } from "../../src/indicator/slice/segment.js";
import { FootprintCache } from "../../src/placement/footprint-cache.js";

const PARTS = 4;
const accounts = Array.from({ length: 100 }, (_, i) => `account-${i}`);

function store() {
  const reads: number[] = [];
  const state = { failing: false };
  return {
    reads,
    state,
    parts: () => PARTS,
    footprintsOf: async (wanted: readonly string[]) => {
      reads.push(partOf(wanted[0], PARTS));
      if (state.failing) throw new Error("away");
      return wanted.filter((account) => account !== "account-7").map((account) => ({ account, bytes: Buffer.from(account) }));
    },
  };
}

it("gives what the store has, and reads each part once, also where it is read ahead meanwhile", async () => {
  const behind = store();
  const cache = new FootprintCache(accounts, behind);
  const [rows] = await Promise.all([cache.of(["account-3", "account-7", "account-99"]), cache.warm(new AbortController().signal)]);
  expect(rows.map(({ account, bytes }) => [account, Buffer.from(bytes).toString()]).sort()).toEqual([
    ["account-3", "account-3"],
    ["account-99", "account-99"],
  ]);
  expect((await cache.of(accounts)).length).toBe(99);
  expect(behind.reads.sort()).toEqual([0, 1, 2, 3]);
});

it("asks again after a failure", async () => {
  const behind = store();
  const cache = new FootprintCache(accounts, behind);
  behind.state.failing = true;
  await expect(cache.of(["account-1"])).rejects.toThrow("away");
  behind.state.failing = false;
  expect((await cache.of(["account-1"])).length).toBe(1);
});

it("reads no further ahead once that is no longer wanted", async () => {
  const behind = store();
  const unwanted = new AbortController();
  const footprintsOf = async (wanted: readonly string[]) => {
    if (behind.reads.length === 1) unwanted.abort();
    return behind.footprintsOf(wanted);
  };
  await new FootprintCache(accounts, { ...behind, footprintsOf }).warm(unwanted.signal);
  expect(behind.reads).toEqual([0, 1]);
});
