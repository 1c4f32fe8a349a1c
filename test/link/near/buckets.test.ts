import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Buckets, NEAR_BITS, WORDS } from "../../../src/link/near/buckets.js";
import { popcount32 } from "../../../src/tools/mix.js";
import { UnionFind } from "../../../src/tools/union-find.js";

const BITS = 2;
const SETS = 300;
/** Inside a bucket each is compared to the 24 that follow it. */
const AHEAD = 24;

/** Few buckets, and fingerprints of which some are near: each a few bits from one of two. */
const print = fc.record({
  bucket: fc.nat(2 ** BITS - 1).map((low) => (0xabcdef00 | low) >>> 0),
  set: fc.nat(SETS - 1),
  hi: fc.tuple(fc.boolean(), fc.nat(31)).map(([isOne, bit]) => ((isOne ? 0x0f0f0f0f : 0xf0f0f0f0) ^ (1 << bit)) >>> 0),
  lo: fc.uniqueArray(fc.nat(31), { maxLength: 5 }).map((bits) => bits.reduce((word, bit) => (word ^ (1 << bit)) >>> 0, 0x33333333)),
});

describe("fingerprints of a division", () => {
  it("are united as comparing each with those that follow it in its bucket does", () => {
    const buckets = new Buckets(BITS);
    fc.assert(
      fc.property(fc.array(print, { maxLength: 200 }), (prints) => {
        const pairs = buckets.compare(Uint32Array.from(prints.flatMap(({ bucket, set, hi, lo }) => [bucket, set, hi, lo])));
        const [found, expected] = [new UnionFind(SETS), new UnionFind(SETS)];
        for (let n = 0; n < pairs.length; n += 2) expect(found.union(pairs[n], pairs[n + 1]) || pairs[n] !== pairs[n + 1]).toBe(true);
        for (let b = 0; b < 2 ** BITS; b++) {
          const own = prints.filter(({ bucket }) => bucket % 2 ** BITS === b);
          own.forEach((one, p) => {
            for (const other of own.slice(p + 1, p + 1 + AHEAD))
              if (popcount32(one.hi ^ other.hi) + popcount32(one.lo ^ other.lo) <= NEAR_BITS) expected.union(one.set, other.set);
          });
        }
        expect(found.flatten()).toEqual(expected.flatten());
        expect(pairs.length / 2).toBeLessThanOrEqual(Math.max(0, prints.length - 1));
      }),
    );
  });

  it("are none where there is none", () => {
    expect(new Buckets(BITS).compare(new Uint32Array(0 * WORDS)).length).toBe(0);
  });
});
