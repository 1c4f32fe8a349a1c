/** Known event ids: exact, beside a list that forgets nothing; in memory only what the stream's present needs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdTable, WINDOW_S } from "../../src/ingest/id-table.js";
import { judge } from "../../src/ingest/judge.js";
import { KnownIds } from "../../src/ingest/known-ids.js";
import type { Taken } from "../../src/ingest/taken.js";
import type { GraphStore } from "../../src/ports/store.js";

const DAY_S = 86_400;

/** The ledger alone, in memory. */
function ledgerStore(): { store: GraphStore; commits: Uint8Array[] } {
  const commits: Uint8Array[] = [];
  const store = {
    ledger: async () => commits.length,
    async *ids(from: number, idsFrom: number, idsTo: number) {
      for (const [ledger, ids] of commits.entries()) {
        const times = Array.from({ length: ids.length / 12 }, (_, i) =>
          new DataView(ids.buffer, ids.byteOffset).getUint32(12 * i + 8, true),
        );
        if (ledger >= from && times.some((time) => time >= idsFrom && time <= idsTo)) yield { ledger, ids };
      }
    },
  };
  return { store: store as unknown as GraphStore, commits };
}

type Slice = readonly { id: number; day: number }[];

const words = (slice: Slice): Uint32Array => Uint32Array.from(slice.flatMap(({ id, day }) => [id * 2_654_435_761, id, day * DAY_S]));

async function taken(slices: readonly Slice[], restartEvery = Number.POSITIVE_INFINITY): Promise<number[][]> {
  const { store, commits } = ledgerStore();
  let known = new KnownIds(store);
  const fresh: number[][] = [];
  for (const [i, slice] of slices.entries()) {
    if (i % restartEvery === 0) known = new KnownIds(store);
    await known.catchUp();
    const ahead: Taken[] = [];
    for (const later of slices.slice(i, i + 3)) ahead.push(await judge(words(later), known));
    for (const other of ahead) known.release(other);
    const judged = await judge(words(slice), known);
    commits.push(judged.ids);
    known.accept(judged);
    fresh.push([...judged.fresh]);
  }
  return fresh;
}

function naive(slices: readonly Slice[]): number[][] {
  const counted = new Map<number, number[]>();
  return slices.map((slice) =>
    slice.map(({ id, day }) => {
      const days = counted.get(id) ?? [];
      if (days.some((other) => Math.abs(other - day) * DAY_S <= WINDOW_S)) return 0;
      counted.set(id, [...days, day]);
      return 1;
    }),
  );
}

describe("which events count", () => {
  const event = fc.record({ id: fc.nat(40), day: fc.oneof(fc.integer({ min: 20_000, max: 20_400 }), fc.constantFrom(47_000, 100)) });
  const slices = fc.array(fc.array(event, { maxLength: 20 }), { maxLength: 12 });

  it("is what a list of all of them says", async () => {
    await fc.assert(
      fc.asyncProperty(slices, async (all) => {
        expect(await taken(all)).toEqual(naive(all));
      }),
    );
  });

  it("holds of many ids that are read back from the ledger, as of those taken since", async () => {
    const many = Array.from({ length: 60_000 }, (_, id) => ({ id, day: 20_000 }));
    const [, again] = await taken([many, many], 1);
    expect(again.filter((fresh) => fresh === 1).length).toBe(0);
  });

  it("is the same where the process starts anew between slices", async () => {
    await fc.assert(
      fc.asyncProperty(slices, fc.integer({ min: 1, max: 3 }), async (all, every) => {
        expect(await taken(all, every)).toEqual(naive(all));
      }),
    );
  });

  it("is the same over years, when memory has let go of what is old, and a line from 2099 empties nothing", async () => {
    const stream: Slice[] = Array.from({ length: 120 }, (_, i) =>
      Array.from({ length: 60 }, (_, j) => ({ id: i * 60 + j, day: 18_000 + i * 10 })),
    );
    stream.splice(20, 0, [{ id: 999_999, day: 47_000 }]);
    const late: Slice = [0, 700, 3_000, 7_000, 7_199].map((id) => ({ id, day: 18_000 + Math.floor(id / 60) * 10 + 5 }));
    const all = [...stream, late, late.map(({ id, day }) => ({ id, day: day + 60 })), late.map(({ id, day }) => ({ id, day: day - 66 }))];
    expect(await taken(all)).toEqual(naive(all));
  });
});

describe("the table", () => {
  it("takes at most 16 bytes an id beyond its smallest size", () => {
    const table = new IdTable(2, 10_000);
    for (let i = 0; i < 50_000; i++) table.add(Math.imul(i, 2_654_435_761) >>> 0, Math.imul(i, 2_246_822_507) >>> 0, 1000);
    expect(table.size).toBe(50_000);
    expect(table.bytes / table.size).toBeLessThanOrEqual(17.2);
  });

  it("forgets what is taken out, and nothing else", () => {
    const id = fc.record({ hi: fc.nat(3), lo: fc.nat(5).map((n) => n * 700_000_000), seconds: fc.nat(3).map((n) => n * 2 * WINDOW_S) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), id), { maxLength: 200 }), (steps) => {
        const table = new IdTable(1);
        const oracle = new Set<string>();
        for (const [takes, { hi, lo, seconds }] of steps) {
          const name = `${hi} ${lo} ${seconds}`;
          if (takes) expect(table.take(hi, lo, seconds)).toBe(!oracle.has(name));
          else table.remove(hi, lo, seconds);
          if (takes) oracle.add(name);
          else oracle.delete(name);
          expect(table.size).toBe(oracle.size);
          expect(table.has(hi, lo, seconds)).toBe(takes);
        }
      }),
    );
  });

  it("lets go of what is before the floor when it must grow", () => {
    const table = new IdTable(1);
    for (let i = 0; i < 10_000; i++) table.add(1, Math.imul(i, 2_246_822_507) >>> 0, i, i - 500);
    expect(table.size).toBeLessThan(1_200);
    expect(table.has(1, Math.imul(9_999, 2_246_822_507) >>> 0, 9_999)).toBe(true);
  });
});
