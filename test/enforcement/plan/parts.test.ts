/** A cluster's links -> the parts that its accounts fall into: a company that came in is one of them, or most of one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../../src/enforcement/plan/parts.js";

const names = (count: number) => Array.from({ length: count }, (_, i) => `acc-${i}`);
const numbered = (size: number, pairs: readonly (readonly [number, number])[]) => ({
  accounts: names(size),
  a: Uint32Array.from(pairs, ([a]) => a),
  b: Uint32Array.from(pairs, ([, b]) => b),
});
const all = (size: number) => new Uint8Array(size).fill(1);
/** Everybody of [from, to) is tied to the next four. */
const ring = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from }, (_, i) => i).flatMap((i) =>
    [1, 2, 3, 4].map((step): [number, number] => [from + i, from + ((i + step) % (to - from))]),
  );

describe("the parts of a cluster", () => {
  it("are none where all are tied to each other, or few", () => {
    expect(partsOf(numbered(10, ring(0, 10)), all(10))).toBeNull();
  });

  it("hold apart a company of sixty that is tied to five thousand by a link an account", () => {
    const bonds = Array.from({ length: 60 }, (_, i): [number, number] => [5_000 + i, (i * 83) % 5_000]);
    const parts = partsOf(numbered(5_060, [...ring(0, 5_000), ...ring(5_000, 5_060), ...bonds]), all(5_060))!;
    const ofCompany = new Set(parts.subarray(5_000));
    const beside = parts.subarray(0, 5_000).filter((part) => ofCompany.has(part)).length;
    expect(beside).toBeLessThan(60);
  });

  it("are no smaller than an eighth of a small cluster, numbered by first appearance, and do not hang on the order of links", () => {
    const pair = fc.tuple(fc.nat(79), fc.nat(79)).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 40, maxLength: 160 }), (pairs) => {
        const chained = [...Array.from({ length: 79 }, (_, i): [number, number] => [i, i + 1]), ...pairs];
        const parts = partsOf(numbered(80, chained), all(80));
        expect(partsOf(numbered(80, [...chained].reverse()), all(80))).toEqual(parts);
        if (parts === null) return;
        const sizes = new Map<number, number>();
        for (const part of parts) sizes.set(part, (sizes.get(part) ?? 0) + 1);
        expect([...sizes.keys()]).toEqual([...sizes.keys()].map((_, i) => i + 1));
        expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(10);
      }),
      { numRuns: 100 },
    );
  });
});
