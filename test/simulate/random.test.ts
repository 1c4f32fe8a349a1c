/** The simulator's small parts: keyed randomness, the day's agenda, timestamps, templates, stragglers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Agenda, USAGE } from "../../src/simulate/agenda.js";
import { timestamp } from "../../src/simulate/hours.js";
import { Straggler } from "../../src/simulate/hydra/straggler.js";
import { centreOf, fingerprint } from "../../src/simulate/people/prompts.js";
import { cumulate, hash53, Rng } from "../../src/simulate/random.js";
import { distance } from "./world-of.js";

const key = fc.integer({ min: 0, max: 0xffffffff });
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

describe("Rng", () => {
  test("gives the same stream for the same key, and another for another", () => {
    fc.assert(
      fc.property(key, key, key, (x, y, z) => {
        const stream = (rng: Rng): number[] => Array.from({ length: 5 }, () => rng.u32());
        expect(stream(new Rng(x, y, z))).toEqual(stream(new Rng(1).reseed(x, y, z)));
        expect(stream(new Rng(x, y, z))).not.toEqual(stream(new Rng(x, y, z + 1)));
      }),
    );
  });

  test("keeps within bounds", () => {
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 5000 }), (seed, n) => {
        const rng = new Rng(seed);
        for (const value of [rng.int(n), rng.zipf(n), rng.weighted(cumulate(Array.from({ length: n }, () => 1)))]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(n);
        }
        const drawn = rng.pareto(3, 3 + n, 0.7);
        expect(drawn).toBeGreaterThanOrEqual(3);
        expect(drawn).toBeLessThanOrEqual(3 + n + 1e-6);
      }),
    );
  });

  test("draws from the distributions that it names", () => {
    const rng = new Rng(4);
    const draw = (one: () => number): number[] => Array.from({ length: 20_000 }, one);
    expect(mean(draw(() => rng.poisson(3)))).toBeCloseTo(3, 1);
    expect(mean(draw(() => rng.poisson(80)))).toBeCloseTo(80, 0);
    expect(mean(draw(() => rng.exponential(5)))).toBeCloseTo(5, 0);
    const normal = draw(() => rng.normal());
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(mean(draw(() => Number(rng.weighted(cumulate([1, 3])) === 1)))).toBeCloseTo(0.75, 1);
  });
});

test("an agenda gives its entries back in the order of time, none lost", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 86_399_999 }), { maxLength: 3000 }), (times) => {
      const agenda = new Agenda();
      times.forEach((time, i) => {
        agenda.add(1e12 + time, i, USAGE, 0);
      });
      const out = Array.from(agenda.entries(), ({ time }) => time - 1e12);
      expect(out).toEqual([...times].sort((a, b) => a - b));
    }),
  );
});

test("timestamps are those of Date", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (ms, rest) => {
        expect(timestamp(ms + rest)).toBe(new Date(ms).toISOString());
      },
    ),
  );
});

test("uses of one template are at most three bits from its centre, and of two templates far apart", () => {
  fc.assert(
    fc.property(key, key, (x, y) => {
      const template = hash53(x, y);
      expect(distance(fingerprint(template, new Rng(y)), centreOf(template))).toBeLessThanOrEqual(3);
      expect(distance(centreOf(template), centreOf(hash53(x, y, 1)))).toBeGreaterThan(6);
    }),
  );
});

test("a straggler loses no line and repeats about as many as asked", () => {
  const straggler = new Straggler(new Rng(8), { duplicates: 0.05, late: 0.05 });
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
  const arrived = (lines.map((line) => straggler.pass(line)).join("") + straggler.rest()).trimEnd().split("\n");
  expect(new Set(arrived)).toEqual(new Set(lines));
  expect(arrived.length / lines.length).toBeCloseTo(1.05, 2);
  expect(arrived).not.toEqual([...arrived].sort((a, b) => Number(a.slice(5)) - Number(b.slice(5))));
});
