/**
 * Bits of evidence -> confidence that can be believed: Platt's two parameters (1999) over operators and "none of these", fitted on
 * simulated worlds, or again on an organisation's own judgements.
 */
import type { Judgement } from "../model/judgement.js";

export interface Calibration {
  /** What a bit of evidence turns out to be worth. */
  slope: number;
  /** Log2 of the prior odds of "none of these" against any one of the dossiers: the more of them, the rarer a stranger (Ewens 1972). */
  unknown: number;
  /** Nobody is surer than this, whatever the evidence: the share of cases in which the evidence itself misleads. */
  doubt: number;
}

/**
 * Chosen on the 757 fraudulent clusters that the whole flow found in 28 simulated worlds, four of each style; fitted without any one style
 * it hardly moves (slope 2.1 to 2.4, unknown 0.3 to 1). `npm run bench attribution` measures it on others.
 */
export const SHIPPED: Calibration = { slope: 2.1, unknown: 1, doubt: 0.005 };

/** The last one fitted that stands, or the one that ships. `standing` are the judgements not withdrawn, oldest first. */
export function calibrationOf(standing: readonly Judgement[]): Calibration {
  const last = standing.findLast(({ about }) => about.type === "calibration")?.about;
  return last?.type === "calibration" ? { slope: last.slope, unknown: last.unknown, doubt: last.doubt } : SHIPPED;
}

/** By dossier its bits -> the probability of each, and last that of none. */
export function posterior(bits: readonly number[], { slope, unknown, doubt }: Calibration): number[] {
  const logits = [...bits.map((sum) => slope * sum), unknown];
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => 2 ** (logit - highest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (1 - doubt) * (weight / sum) + doubt / logits.length);
}

/** One attribution of which the answer is known: `answer` indexes `bits`, or is -1 for none of these. `weight` counts it so often. */
export interface Case {
  bits: readonly number[];
  answer: number;
  weight: number;
}

/** Mean log2 loss: what the fit makes least. */
export function loss(cases: readonly Case[], calibration: Calibration): number {
  let sum = 0;
  let weights = 0;
  for (const { bits, answer, weight } of cases) {
    const probabilities = posterior(bits, calibration);
    sum -= weight * Math.log2(probabilities[answer < 0 ? bits.length : answer]);
    weights += weight;
  }
  return sum / weights;
}

/**
 * How strongly the fit is drawn back to what it starts from, in cases: a handful of judgements must not overthrow what hundreds of clusters
 * taught.
 */
const PRIOR_CASES = 20;
const STEPS = [0.5, 0.25, 0.1, 0.05, 0.02, 0.01];

/** Coordinate descent: two bounded numbers and a smooth loss need no more. */
export function refit(cases: readonly Case[], from: Calibration = SHIPPED, priorCases = PRIOR_CASES): Calibration {
  if (cases.length === 0) return from;
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  const cost = (at: Calibration) => {
    const moved =
      Math.log2(at.slope / from.slope) ** 2 + ((at.unknown - from.unknown) / 4) ** 2 + Math.log2(at.doubt / from.doubt) ** 2 / 4;
    return loss(cases, at) + (priorCases / total) * moved;
  };
  let best = from;
  for (const step of STEPS) {
    for (let improved = true; improved; ) {
      const next = neighbours(best, step).find((candidate) => cost(candidate) < cost(best) - 1e-9);
      improved = next !== undefined;
      best = next ?? best;
    }
  }
  return { slope: round(best.slope), unknown: round(best.unknown), doubt: round(best.doubt) };
}

function neighbours({ slope, unknown, doubt }: Calibration, step: number): Calibration[] {
  const all = [2 ** step, 2 ** -step].flatMap((factor) => [
    { slope: slope * factor, unknown, doubt },
    { slope, unknown, doubt: doubt * factor },
    { slope, unknown: unknown + 4 * Math.log2(factor), doubt },
  ]);
  return all.filter((at) => at.slope >= 0.1 && at.slope <= 5 && Math.abs(at.unknown) <= 12 && at.doubt >= 1e-3 && at.doubt <= 0.2);
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
