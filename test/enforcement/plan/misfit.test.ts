/** What a cluster's accounts do -> who of them does something else, by every trait and by none that is not known. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misfitsOf } from "../../../src/enforcement/plan/misfit.js";
import type { Conduct } from "../../../src/indicator/conduct.js";

const shares = (length: number, ...at: number[]) => Float32Array.from({ length }, (_, i) => (at.includes(i) ? 1 / at.length : 0));
const NIGHT: Conduct = {
  hours: shares(24, 1, 2, 3),
  capabilities: shares(8, 2),
  sizes: shares(48, 12, 36),
  models: Float64Array.of(7),
  prompts: Float64Array.of(100, 101),
  pace: 6,
  input: 10,
  output: 12,
  since: 20_600,
};
/** One of whom nothing is known but that it was seen. */
const SILENT: Conduct = {
  ...NIGHT,
  hours: shares(24),
  capabilities: shares(8),
  sizes: shares(48),
  models: Float64Array.of(),
  prompts: Float64Array.of(),
};
const others = (count: number): Conduct[] => Array.from({ length: count }, (_, i) => ({ ...NIGHT, pace: 6 + (i % 3) / 10 }));

describe("how ill accounts fit their cluster", () => {
  it.each<[string, Partial<Conduct>]>([
    ["at other hours", { hours: shares(24, 12, 13, 14) }],
    ["for something else", { capabilities: shares(8, 5) }],
    ["in other sizes", { sizes: shares(48, 4, 30) }],
    ["with another model", { models: Float64Array.of(8) }],
    ["with prompts of its own", { prompts: Float64Array.of(1, 2, 3) }],
    ["at another pace", { pace: 1 }],
    ["with longer requests", { input: 16 }],
    ["for shorter answers", { output: 4 }],
    ["since long before", { since: 19_000 }],
  ])("the one that works %s fits least", (_, odd) => {
    const misfits = misfitsOf([...others(9), { ...NIGHT, ...odd }]);
    expect(Math.max(...misfits)).toBe(misfits[9]);
    expect(misfits[9]).toBeGreaterThan(Math.max(...misfits.slice(0, 9)) + 0.2);
  });

  it("no trait outweighs the others, however odd it is", () => {
    const [, odd] = misfitsOf([...others(1), { ...NIGHT, pace: 1e9 }, ...others(60)]);
    expect(odd).toBeLessThanOrEqual(3 / 9 + 0.01);
  });

  it("all fit where all do the same, and where there is one alone or nobody", () => {
    expect(misfitsOf([NIGHT, NIGHT, NIGHT])).toEqual([0, 0, 0]);
    expect(misfitsOf([NIGHT])).toEqual([0]);
    expect(misfitsOf([])).toEqual([]);
    expect(misfitsOf([SILENT, SILENT])).toEqual([0, 0]);
  });

  it("what is not known of one speaks neither for nor against it, but that it has no values where all have some", () => {
    const [silent] = misfitsOf([SILENT, ...others(9)]);
    const [strange] = misfitsOf([{ ...NIGHT, hours: shares(24, 12), capabilities: shares(8, 5), sizes: shares(48, 4) }, ...others(9)]);
    expect(silent).toBeLessThan(strange);
  });

  it("a few that act alike are found among many", () => {
    const day = { ...NIGHT, hours: shares(24, 12, 13), capabilities: shares(8, 5), models: Float64Array.of(8), since: 20_300 };
    const misfits = misfitsOf([...others(40), day, day, day]);
    expect(Math.min(...misfits.slice(40))).toBeGreaterThan(Math.max(...misfits.slice(0, 40)));
  });

  it("are numbers, around 0, whatever accounts do", () => {
    const histogram = (length: number) =>
      fc.array(fc.nat(50), { minLength: length, maxLength: length }).map((counts) =>
        Float32Array.from(
          counts,
          (n) =>
            n /
            Math.max(
              1,
              counts.reduce((a, b) => a + b),
            ),
        ),
      );
    const keys = fc.uniqueArray(fc.nat(20), { maxLength: 5 }).map((values) => Float64Array.from(values));
    const number = fc.double({ min: -40, max: 40, noNaN: true });
    const conduct: fc.Arbitrary<Conduct> = fc.record({
      hours: histogram(24),
      capabilities: histogram(8),
      sizes: histogram(48),
      models: keys,
      prompts: keys,
      pace: number,
      input: number,
      output: number,
      since: fc.nat(30_000),
    });
    fc.assert(
      fc.property(fc.array(conduct, { maxLength: 20 }), (all) => {
        const misfits = misfitsOf(all);
        expect(misfits).toHaveLength(all.length);
        expect(misfits.every((misfit) => Math.abs(misfit) <= 3)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
