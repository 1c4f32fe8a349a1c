/** Calibration: what probabilities are worth once it is known what came of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Forecast } from "../../src/evaluate/reliability.js";
import { reliabilityOf } from "../../src/evaluate/reliability.js";

/** "0.9 ✓✓✗": said 0.9 three times, was right twice. */
function forecasts(...texts: string[]): Forecast[] {
  return texts.flatMap((text) => {
    const [probability, outcomes] = text.split(" ");
    return [...outcomes].map((mark) => ({ probability: Number(probability), outcome: mark === "✓" ? 1 : 0, weight: 1 }));
  });
}

describe("calibration", () => {
  it("finds no error in one that is right as often as it says", () => {
    expect(reliabilityOf(forecasts("0.75 ✓✓✓✗", "0.25 ✓✗✗✗")).ece).toBeCloseTo(0);
  });

  it("finds the distance between what was said and what came", () => {
    const { ece, brier, bins } = reliabilityOf(forecasts("0.95 ✓✗", "0.15 ✗✗"));
    expect(ece).toBeCloseTo((2 * 0.45 + 2 * 0.15) / 4);
    expect(brier).toBeCloseTo((0.05 ** 2 + 0.95 ** 2 + 2 * 0.15 ** 2) / 4);
    expect(bins.map(({ from, to, observed }) => [from, to, observed])).toEqual([
      [0.1, 0.2, 0],
      [0.9, 1, 0.5],
    ]);
  });

  it("puts certainty in the last bin and impossibility in the first", () => {
    const { bins } = reliabilityOf(forecasts("1 ✓", "0 ✗"));
    expect(bins.map(({ from }) => from)).toEqual([0, 0.9]);
  });

  it("says nothing of no forecasts", () => {
    const nothing = { ece: null, interval: null, bins: [] };
    expect(reliabilityOf([])).toEqual({ forecasts: 0, brier: null, ece: null, bins: [], equalCount: nothing });
  });

  it("takes a weight of n as n forecasts", () => {
    const forecast = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      outcome: fc.constantFrom(0, 1),
      weight: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(forecast, { minLength: 1 }), (weighted) => {
        const spread = weighted.flatMap((one) => Array.from({ length: one.weight }, () => ({ ...one, weight: 1 })));
        expect(reliabilityOf(weighted).brier).toBeCloseTo(reliabilityOf(spread).brier ?? Number.NaN, 9);
        expect(reliabilityOf(weighted).ece).toBeCloseTo(reliabilityOf(spread).ece ?? Number.NaN, 9);
      }),
    );
  });

  it("takes a share that came true of several as so many that came true", () => {
    const { brier, ece } = reliabilityOf([{ probability: 0.8, outcome: 0.75, weight: 4 }]);
    expect(brier).toBeCloseTo(reliabilityOf(forecasts("0.8 ✓✓✓✗")).brier!);
    expect(ece).toBeCloseTo(0.05);
  });
});

describe("calibration over bins of equal count", () => {
  const crowd = forecasts(...Array.from({ length: 100 }, (_, i) => `${0.9 + i / 1000} ${i % 20 === 0 ? "✗" : "✓"}`));

  it("parts what bins of equal width leave together", () => {
    const { bins, equalCount } = reliabilityOf(crowd);
    expect(bins).toHaveLength(1);
    expect(equalCount.bins.map(({ weight }) => weight)).toEqual(Array(10).fill(10));
  });

  it("finds an error that within a bin of equal width cancels out", () => {
    const { ece, equalCount } = reliabilityOf(forecasts("0.91 ✓✓✓✓✓✓✓✓✓✓", `0.99 ✓✓✓✓✓✓✓✓✗✗`));
    expect(ece).toBeCloseTo(0.05);
    expect(equalCount.ece).toBeCloseTo((0.09 + 0.19) / 2);
  });

  it("keeps forecasts of one probability together, so that no order makes a difference", () => {
    const { equalCount } = reliabilityOf(forecasts("0.9 ✓✓✓✓✓✓✓✓✓✗", "0.5 ✗✓"));
    expect(equalCount.ece).toBeCloseTo(0);
    expect(reliabilityOf(crowd.toReversed()).equalCount).toEqual(reliabilityOf(crowd).equalCount);
  });

  it("has an interval that is the same each time, and narrower the more there are", () => {
    const width = ({ equalCount: { interval } }: ReturnType<typeof reliabilityOf>) => interval![1] - interval![0];
    const many = Array.from({ length: 20 }, () => crowd).flat();
    expect(reliabilityOf(crowd).equalCount.interval).toEqual(reliabilityOf(crowd).equalCount.interval);
    expect(width(reliabilityOf(many))).toBeLessThan(width(reliabilityOf(crowd)) / 2);
  });

  it("is what was said of forecasts that were all wrong, resampled or not", () => {
    const { ece, interval } = reliabilityOf(forecasts("0.7 ✗✗✗")).equalCount;
    expect([ece, ...interval!]).toEqual([0.7, 0.7, 0.7].map((share) => expect.closeTo(share, 9)));
  });
});
