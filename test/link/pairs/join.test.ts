import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountsIn } from "../../../src/link/crew/task.js";
import { joinPairs } from "../../../src/link/pairs/join.js";

const SIZE = 40;

/** By account, the others that it found; and pairs to consider whatever they share. */
const found = fc.array(fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 12 }), { minLength: SIZE, maxLength: SIZE });
const pairs = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 60 });

/** Rows of numbers -> CSR. */
function rows(lists: readonly (readonly number[])[]) {
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => {
    start[i + 1] = start[i] + list.length;
  });
  return { start, partner: Uint32Array.from(lists.flat()) };
}

describe("what accounts found", () => {
  it("becomes pairs, each once and in order, whoever found whom", () => {
    fc.assert(
      fc.property(found, pairs, (partners, more) => {
        const lists = partners.map((list, i) => list.filter((j) => j !== i));
        const others = Array.from({ length: SIZE }, (): number[] => []);
        for (const [a, b] of more.filter(([a, b]) => a !== b)) {
          others[a].push(b);
          others[b].push(a);
        }
        const later = rows(lists.map((list, i) => list.filter((j) => j > i).sort((x, y) => x - y)));
        const earlier = rows(lists.map((list, i) => list.filter((j) => j < i)));
        const part = { part: 0, laterStart: later.start, later: later.partner, earlierStart: earlier.start, earlier: earlier.partner };
        const { start, partner } = joinPairs([part], SIZE, [rows(others.map((list) => list.sort((x, y) => x - y)))]);
        const known = new Set([...lists, ...others].flatMap((list, i) => list.map((j) => pairOf(i % SIZE, j))));
        const joined = Array.from({ length: SIZE }, (_, i) => [...partner.subarray(start[i], start[i + 1])]);
        expect(joined.flatMap((list, i) => list.map((j) => [i, j]))).toEqual(
          [...known].map((key) => [Math.floor(key / SIZE), key % SIZE]).sort(([a, b], [c, d]) => a - c || b - d),
        );
      }),
    );
  });

  it("falls into parts that are all of it", () => {
    expect([0, 1, 2].map((part) => accountsIn(part, 9000))).toEqual([
      [0, 4096],
      [4096, 8192],
      [8192, 9000],
    ]);
  });
});

const pairOf = (i: number, j: number) => Math.min(i, j) * SIZE + Math.max(i, j);
