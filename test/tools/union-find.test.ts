/** Disjoint sets of numbers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnionFind } from "../../src/tools/union-find.js";

describe("disjoint sets", () => {
  it("are named by their smallest member, in whatever order they were united", () => {
    const pair = fc.tuple(fc.nat(19), fc.nat(19));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
        const sets = new UnionFind(20);
        const turned = new UnionFind(20);
        for (const [a, b] of pairs) sets.union(a, b);
        for (const [a, b] of pairs.toReversed()) turned.union(b, a);
        const names = Array.from({ length: 20 }, (_, i) => sets.find(i));
        expect(Array.from({ length: 20 }, (_, i) => turned.find(i))).toEqual(names);
        for (const [i, name] of names.entries()) expect(names.indexOf(name)).toBe(Math.min(i, name));
        expect([...sets.flatten()]).toEqual(names);
      }),
    );
  });

  it.each([-1, 3, 1e9, 0.5, Number.NaN])("have no member %d outside their range, and say so", (outside) => {
    const sets = new UnionFind(3);
    expect(() => sets.find(outside)).toThrow(RangeError);
    expect(() => sets.find(outside)).toThrow(/0 … 2/);
    expect(() => sets.union(0, outside)).toThrow(RangeError);
    expect(() => sets.union(outside, 0)).toThrow(RangeError);
    expect([0, 1, 2].map((i) => sets.find(i))).toEqual([0, 1, 2]);
  });
});
