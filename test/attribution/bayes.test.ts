/** The Bayes factor of hits among accounts: against exact sums, and in what it must never do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bayesFactorBits, type Observation } from "../../src/attribution/bayes.js";

const observation = (hits: number, accounts: number, more: Partial<Observation> = {}): Observation => ({
  hits,
  accounts,
  chance: 0.001,
  shared: 2 ** -6,
  absent: 0.5,
  ...more,
});

/** The same two mixtures, with whole numbers and factorials alone. */
function oracle({ hits, accounts, chance, shared, absent }: Observation): number {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const byChance = choose(accounts, hits) * chance ** hits * (1 - chance) ** (accounts - hits);
  const reused = 1 / (accounts + 1); // a flat share: every count is as likely
  const steps = 200_000; // of the integral over a share drawn from Beta(1, 6)
  let planted = 0;
  for (let i = 0; i < steps; i++) {
    const share = (i + 0.5) / steps;
    planted += (choose(accounts, hits) * share ** hits * (1 - share) ** (accounts - hits) * 6 * (1 - share) ** 5) / steps;
  }
  const common = shared + chance ** 0.65;
  return Math.log2(((1 - absent) * reused + absent * byChance) / (common * reused + shared * planted + (1 - common - shared) * byChance));
}

const anyObservation = fc.record({
  hits: fc.integer({ min: 0, max: 300 }),
  accounts: fc.integer({ min: 1, max: 300 }),
  chance: fc.double({ min: 1e-7, max: 0.1, noNaN: true }),
  shared: fc.double({ min: 2 ** -12, max: 0.25, noNaN: true }),
  absent: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
});
const possible = anyObservation.map((drawn) => ({ ...drawn, hits: Math.min(drawn.hits, drawn.accounts) }));

describe("the bits of hits among accounts", () => {
  it.each([
    [0, 10],
    [1, 10],
    [3, 12],
    [10, 10],
    [20, 25],
  ])("are those of exact sums: %i of %i", (hits, accounts) => {
    expect(bayesFactorBits(observation(hits, accounts))).toBeCloseTo(oracle(observation(hits, accounts)), 4);
  });

  it("are never more than the doubt allows that others hold the same, nor less than the operator may have changed", () => {
    fc.assert(
      fc.property(possible, (one) => {
        const bits = bayesFactorBits(one);
        expect(bits).toBeLessThanOrEqual(Math.log2(1 / one.shared) + 1e-6);
        expect(bits).toBeGreaterThanOrEqual(Math.log2(one.absent) - 9);
      }),
    );
  });

  it("are nothing where nothing was seen", () => {
    expect(bayesFactorBits(observation(0, 0))).toBe(0);
  });

  it("grow with the share of accounts, and do not with their number", () => {
    const shares = [1, 5, 20, 60, 100].map((hits) => bayesFactorBits(observation(hits, 100)));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(bayesFactorBits(observation(5_000, 10_000))).toBeCloseTo(bayesFactorBits(observation(50, 100)), 6);
  });

  it("speak against where no account shows what is known", () => {
    expect(bayesFactorBits(observation(0, 100))).toBeLessThan(-0.8);
  });

  it("are few where many innocent accounts show the same", () => {
    expect(bayesFactorBits(observation(100, 100, { chance: 0.3 }))).toBeLessThan(2);
  });
});
