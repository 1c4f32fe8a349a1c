/**
 * Forecasts -> expected calibration error over ten bins that hold equally many (Nixon et al. 2019), with what chance makes of it (Efron's
 * percentile bootstrap 1979). Confidences crowd at the top, where bins of equal width leave most of them in one.
 */
import { mixPair } from "../tools/mix.js";
import { ratio, sum } from "./agreement.js";
import type { Forecast, ReliabilityBin } from "./reliability.js";

export interface EqualCount {
  /** As in `Calibration`, over these bins; null where there are no forecasts. */
  ece: number | null;
  /**
   * 95 % of 1,000 resamples of the forecasts lie between. Drawing again adds an error of its own, so that it leans to the greater error:
   * of few forecasts even its lower end may lie above `ece`.
   */
  interval: readonly [number, number] | null;
  bins: readonly ReliabilityBin[];
}

const BINS = 10;
const RESAMPLES = 1000;
const TAIL = 0.025;

/** Forecasts of one probability stay in one bin, so their order makes no difference. Deterministic: resamples are drawn by their number. */
export function equalCount(forecasts: readonly Forecast[]): EqualCount {
  const sorted = forecasts
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.probability - b.probability || a.outcome - b.outcome || a.weight - b.weight);
  const whole = binsOf(
    sorted,
    Float64Array.from(sorted, ({ weight }) => weight),
  );
  return {
    ece: errorOf(whole),
    interval: sorted.length === 0 ? null : intervalOf(sorted),
    bins: whole.map(({ from, to, weight, probability, observed }) => ({
      from,
      to,
      weight,
      probability: probability / weight,
      observed: observed / weight,
    })),
  };
}

function intervalOf(sorted: readonly Forecast[]): [number, number] {
  const n = sorted.length;
  const weights = new Float64Array(n);
  const errors = new Float64Array(RESAMPLES);
  for (let r = 0; r < RESAMPLES; r++) {
    weights.fill(0);
    for (let i = 0; i < n; i++) {
      const drawn = Math.floor((mixPair(i, r) / 2 ** 32) * n);
      weights[drawn] += sorted[drawn].weight;
    }
    errors[r] = errorOf(binsOf(sorted, weights))!;
  }
  errors.sort();
  return [errors[Math.floor(TAIL * RESAMPLES)], errors[Math.ceil((1 - TAIL) * RESAMPLES) - 1]];
}

/** Sums, not means, of probability and outcome: a bin's mean is its sum by its weight. Empty bins are left out. */
function binsOf(sorted: readonly Forecast[], weights: Float64Array): ReliabilityBin[] {
  const all = weights.reduce((total, weight) => total + weight, 0);
  const bins: (ReliabilityBin | undefined)[] = Array.from({ length: BINS });
  let before = 0;
  for (let i = 0; i < sorted.length; ) {
    const { probability } = sorted[i];
    let [weight, came] = [0, 0];
    for (; i < sorted.length && sorted[i].probability === probability; i++) {
      weight += weights[i];
      came += weights[i] * sorted[i].outcome;
    }
    if (weight === 0) continue;
    const b = Math.min(BINS - 1, Math.floor(((before + weight / 2) / all) * BINS)); // by the middle one of those alike
    before += weight;
    const bin = bins[b] ?? { from: probability, to: probability, weight: 0, probability: 0, observed: 0 };
    bins[b] = {
      from: bin.from,
      to: probability,
      weight: bin.weight + weight,
      probability: bin.probability + weight * probability,
      observed: bin.observed + came,
    };
  }
  return bins.filter((bin) => bin !== undefined);
}

function errorOf(sums: readonly ReliabilityBin[]): number | null {
  return ratio(
    sum(sums, ({ probability, observed }) => Math.abs(probability - observed)),
    sum(sums, ({ weight }) => weight),
  );
}
