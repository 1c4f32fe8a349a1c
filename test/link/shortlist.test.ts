import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Shortlist } from "../../src/link/shortlist.js";

/** The same by sorting everything. */
function sorted(worth: Float32Array, of: number, limit: number): number[] {
  return Array.from(worth, (_, account) => account)
    .filter((account) => account !== of)
    .sort((x, y) => worth[y] - worth[x] || Math.abs(x - of) - Math.abs(y - of) || x - y)
    .slice(0, limit)
    .sort((x, y) => x - y);
}

describe("a shortlist", () => {
  it("has the few that sorting would put first, however they come, and few more worths than accounts", () => {
    const cases = fc.record({
      worths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 60 }),
      limit: fc.integer({ min: 1, max: 12 }),
      order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      ofs: fc.tuple(fc.nat(), fc.nat()),
    });
    fc.assert(
      fc.property(cases, ({ worths, limit, order, ofs }) => {
        const worth = Float32Array.from(worths);
        const list = new Shortlist(limit, worth);
        for (const of of ofs.map((n) => n % worths.length)) {
          list.clear(of);
          const others = worths.map((_, account) => account).filter((account) => account !== of);
          for (const account of others.sort((x, y) => order[x] - order[y])) list.offer(account);
          expect([...list.accounts.subarray(0, list.length)].sort((x, y) => x - y)).toEqual(sorted(worth, of, limit));
        }
      }),
      { seed: 1 },
    );
  });
});
