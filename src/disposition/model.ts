/**
 * Features -> how probable each explanation of a cluster is: multinomial logistic regression over competing hypotheses, its weights fitted
 * on simulated worlds (`weights.ts`).
 */
import { FEATURES, type Features } from "./features.js";

/** The explanations that are weighed against each other. The first two are fraud. */
export const EXPLANATIONS = [
  "campaign",
  "promotion ring",
  "company",
  "campus",
  "household",
  "event",
  "tool",
  "automation",
  "reseller",
  "chance",
] as const;
export type ExplanationName = (typeof EXPLANATIONS)[number];
export const FRAUD: ReadonlySet<ExplanationName> = new Set(["campaign", "promotion ring"]);

export interface DispositionModel {
  /** By explanation: an intercept, then a weight a feature, in nats, in the order of FEATURES. */
  weights: Readonly<Record<ExplanationName, readonly number[]>>;
}

export interface Verdict {
  explanation: ExplanationName;
  /** Natural log of the unnormalised probability. */
  logit: number;
  probability: number;
}

/** All explanations, in the order of EXPLANATIONS. */
export function weigh(features: Features, model: DispositionModel): Verdict[] {
  const values = FEATURES.map((name) => features[name]);
  const logits = EXPLANATIONS.map((explanation) => {
    const weights = model.weights[explanation];
    let logit = weights[0];
    for (let f = 0; f < values.length; f++) logit += weights[f + 1] * values[f];
    return logit;
  });
  const greatest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0);
  return EXPLANATIONS.map((explanation, e) => ({ explanation, logit: logits[e], probability: Math.exp(logits[e] - greatest) / total }));
}

/** The probability that the cluster is one operator's fraudulent accounts. */
export function fraudProbability(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, verdict) => sum + (FRAUD.has(verdict.explanation) ? verdict.probability : 0), 0);
}
