/** From bits to confidence, and the fit of the one to the other. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Calibration, type Case, calibrationOf, loss, posterior, refit, SHIPPED } from "../../src/attribution/calibration.js";
import type { Judgement } from "../../src/model/judgement.js";
import { Rng } from "../../src/simulate/random.js";

const bitsOfThree = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 3, maxLength: 3 });

/** Cases that happen as `truth` says they do. */
function casesOf(truth: Calibration, count: number): Case[] {
  const rng = new Rng(5);
  return Array.from({ length: count }, () => {
    const bits = [rng.between(-4, 8), rng.between(-4, 8), rng.between(-4, 8)];
    const probabilities = posterior(bits, truth);
    const drawn = rng.between(0, 1);
    const answer = probabilities.findIndex((_, i) => drawn < probabilities.slice(0, i + 1).reduce((sum, one) => sum + one, 0));
    return { bits, answer: answer === bits.length ? -1 : answer, weight: 1 };
  });
}

describe("the posterior", () => {
  it("sums to one, and follows the order of the bits", () => {
    fc.assert(
      fc.property(bitsOfThree, (bits) => {
        const probabilities = posterior(bits, SHIPPED);
        expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        const [a, b] = bits;
        if (a > b) expect(probabilities[0]).toBeGreaterThanOrEqual(probabilities[1]);
      }),
    );
  });

  it("is all unknown where there is no dossier", () => {
    expect(posterior([], SHIPPED)).toEqual([1]);
  });

  it("is never surer than the doubt allows", () => {
    expect(Math.max(...posterior([1_000, 0], { slope: 1, unknown: 0, doubt: 0.03 }))).toBeLessThan(0.99);
  });
});

describe("the fit", () => {
  it("finds what made the cases", () => {
    const truth = { slope: 0.6, unknown: 1, doubt: 0.03 };
    const found = refit(casesOf(truth, 3_000), SHIPPED, 0);
    expect(Math.abs(found.slope - truth.slope)).toBeLessThan(0.1);
    expect(Math.abs(found.unknown - truth.unknown)).toBeLessThan(0.4);
  });

  it("never makes the loss greater, and moves little for a handful of cases", () => {
    const cases = casesOf({ slope: 0.6, unknown: 1, doubt: 0.03 }, 5);
    const found = refit(cases);
    expect(loss(cases, found)).toBeLessThanOrEqual(loss(cases, SHIPPED));
    expect(Math.abs(Math.log2(found.slope / SHIPPED.slope))).toBeLessThan(0.5);
  });

  it("is what it was where there are no cases", () => {
    expect(refit([])).toEqual(SHIPPED);
  });
});

it("the calibration is the last that stands, or the one that ships", () => {
  const fitted = { slope: 0.8, unknown: 0, doubt: 0.02 };
  const judgement: Judgement = {
    id: "j",
    at: 1,
    analyst: "ana",
    reason: "fit",
    about: { type: "calibration", ...fitted },
    verdict: "positive",
  };
  expect(calibrationOf([])).toEqual(SHIPPED);
  expect(calibrationOf([judgement])).toEqual(fitted);
});
