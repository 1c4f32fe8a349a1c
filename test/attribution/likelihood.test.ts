/** Confidences as they are told: they sum to one, and each has its one term. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likelihoodOf, sharesOf, UNITS } from "../../src/attribution/likelihood.js";

describe("confidences", () => {
  it("sum to one exactly, in ten-thousandths, and are sorted", () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(weights, (drawn) => {
        fc.pre(drawn.some((weight) => weight > 1e-6));
        const shares = sharesOf(new Map(drawn.map((weight, i) => [`op-${i}`, weight])), "op-0");
        expect(shares.reduce((sum, { confidence }) => sum + Math.round(confidence * UNITS), 0)).toBe(UNITS);
        expect(shares.map(({ confidence }) => confidence)).toEqual(shares.map(({ confidence }) => confidence).sort((a, b) => b - a));
        expect(shares.some(({ operator }) => operator === "op-0")).toBe(true);
      }),
    );
  });

  it("do not depend on the order in which the operators came", () => {
    const weights: [string, number][] = [
      ["a", 1],
      ["b", 1],
      ["c", 1],
      ["unknown", 4],
    ];
    expect(sharesOf(new Map(weights.toReversed()), "unknown")).toEqual(sharesOf(new Map(weights), "unknown"));
  });

  it.each([
    [0.01, "almost no chance"],
    [0.07, "very unlikely"],
    [0.3, "unlikely"],
    [0.5, "roughly even chance"],
    [0.7, "likely"],
    [0.91, "very likely"],
    [0.97, "almost certain"],
    [1, "almost certain"],
  ])("of %d are told as: %s", (confidence, term) => {
    expect(likelihoodOf(confidence)).toBe(term);
  });
});
