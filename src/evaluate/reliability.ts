/** Probabilities and what came of them -> how far they can be believed: Brier score, expected calibration error, reliability bins. */
import { ratio, sum } from "./agreement.js";
import { type EqualCount, equalCount } from "./equal-count.js";

/**
 * One probability that was given; `outcome` is 1 where it came true, 0 where not, and between where it was given of several that are one
 * draw (the accounts of one cluster): the share of them.
 */
export interface Forecast {
  probability: number;
  outcome: number;
  weight: number;
}

/** Forecasts of about the same probability, and how often they came true. */
export interface ReliabilityBin {
  from: number;
  to: number;
  weight: number;
  probability: number;
  observed: number;
}

export interface Calibration {
  forecasts: number;
  /** Mean squared error (Brier 1950): 0 is perfect, 0.25 is what "one half" always gets. */
  brier: number | null;
  /** Mean distance of probability and frequency over ten bins of equal width (Naeini et al. 2015). */
  ece: number | null;
  bins: readonly ReliabilityBin[];
  /** The same error over ten bins of equal count, with its interval. */
  equalCount: EqualCount;
}

const BINS = 10;

export function reliabilityOf(forecasts: readonly Forecast[]): Calibration {
  const weight = sum(forecasts, (forecast) => forecast.weight);
  const bins = reliability(forecasts);
  return {
    forecasts: forecasts.length,
    brier: ratio(
      sum(forecasts, ({ probability, outcome, weight }) => weight * (outcome * (probability - 1) ** 2 + (1 - outcome) * probability ** 2)),
      weight,
    ),
    ece: ratio(
      sum(bins, (bin) => bin.weight * Math.abs(bin.probability - bin.observed)),
      weight,
    ),
    bins,
    equalCount: equalCount(forecasts),
  };
}

/** Empty bins are left out; a probability of 1 is in the last. */
function reliability(forecasts: readonly Forecast[]): ReliabilityBin[] {
  const members = Array.from({ length: BINS }, (): Forecast[] => []);
  for (const forecast of forecasts) members[Math.min(BINS - 1, Math.floor(forecast.probability * BINS))].push(forecast);
  return members.flatMap((bin, index) => {
    const weight = sum(bin, (forecast) => forecast.weight);
    if (weight === 0) return [];
    return [
      {
        from: index / BINS,
        to: (index + 1) / BINS,
        weight,
        probability: sum(bin, (forecast) => forecast.weight * forecast.probability) / weight,
        observed: sum(bin, (forecast) => forecast.weight * forecast.outcome) / weight,
      },
    ];
  });
}
