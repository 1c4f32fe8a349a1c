/** A cluster -> its score, its disposition and the explanations weighed. Linked is not guilty: the innocent explanations compete. */

import type { Disposition, Explanation } from "../model/cluster.js";
import { byCodeUnit } from "../tools/order.js";
import { FEATURES, type FeatureName, type Features } from "./features.js";
import { type DispositionModel, EXPLANATIONS, FRAUD, fraudProbability, type Verdict, weigh } from "./model.js";

/** A wrong suspension hurts an innocent customer: fraudulent is said from this probability on, benign below the other. */
export const FRAUDULENT_FROM = 0.7;
export const BENIGN_BELOW = 0.3;
/** Two accounts are the most frequent cluster by far and show the least: of so many, a few look guilty by chance. */
const PAIR_FRAUDULENT_FROM = 0.9;

/** What strangers do not have in common. */
const ASSETS = ["sharedCards", "sharedDevices", "sharedPapers"] as const;
/**
 * Marks of a ring: what is taken many times over, and what goes with it. One alone is a posted code, friends who bring friends, a class
 * behind one address, a script, or people who did not come back.
 */
const TAKEN = [
  ["promo", "ownCode"],
  ["referred", "oneReferrer"],
] as const;
const MARKS = [...TAKEN, ["oneStem", "oneSignupAddress", "oneNetwork"], ["paced"], ["silent"]] as const;
/** From this share of the accounts, or of what a feature is at the most. */
const MARKED = 0.5;

export interface Disposed {
  score: number;
  disposition: Disposition;
  /** Best first; bits are log2 of the odds against the best innocent explanation. */
  explanations: Explanation[];
}

/** Of a cluster of so many `accounts`; `held` is the probability that they belong together (`hold`), by which the score is multiplied. */
export function dispose(features: Features, model: DispositionModel, accounts: number, held = 1): Disposed {
  const verdicts = weigh(features, model);
  const score = fraudProbability(verdicts) * held;
  const enough = score >= (accounts > 2 ? FRAUDULENT_FROM : PAIR_FRAUDULENT_FROM) && isOneHand(verdicts, features);
  const disposition = enough ? "fraudulent" : score < BENIGN_BELOW ? "benign" : "unclear";
  return { score, disposition, explanations: explain(verdicts, features, model) };
}

/**
 * Whether a promotion ring, where that is what leads, shows one hand: a code that is posted and a class that signs up at once look like a
 * ring in everything else, and are many people.
 */
function isOneHand(verdicts: readonly Verdict[], features: Features): boolean {
  const led = verdicts.reduce((best, verdict) => (verdict.logit > best.logit ? verdict : best)).explanation;
  if (led !== "promotion ring" || ASSETS.some((name) => features[name] > 0)) return true;
  const isMarked = (names: readonly FeatureName[]) => names.some((name) => features[name] >= MARKED);
  return TAKEN.some(isMarked) && MARKS.filter(isMarked).length >= 2;
}

function explain(verdicts: readonly Verdict[], features: Features, model: DispositionModel): Explanation[] {
  const innocent = Math.max(...verdicts.filter((verdict) => !FRAUD.has(verdict.explanation)).map((verdict) => verdict.logit));
  const means = meansOf(model);
  const values = FEATURES.map((name) => features[name]);
  return [...verdicts]
    .sort((x, y) => y.logit - x.logit || EXPLANATIONS.indexOf(x.explanation) - EXPLANATIONS.indexOf(y.explanation))
    .map((verdict) => ({
      name: verdict.explanation,
      bits: (verdict.logit - innocent) / Math.LN2,
      detail: reasons(values, model.weights[verdict.explanation], means),
    }));
}

/** Each feature's weight in the mean over all explanations, once a model: it is asked for with every cluster. */
const knownMeans = new WeakMap<DispositionModel, readonly number[]>();

function meansOf(model: DispositionModel): readonly number[] {
  const known = knownMeans.get(model);
  if (known) return known;
  const means = FEATURES.map((_, f) => EXPLANATIONS.reduce((sum, name) => sum + model.weights[name][f + 1], 0) / EXPLANATIONS.length);
  knownMeans.set(model, means);
  return means;
}

/**
 * The features that speak most for and against an explanation, compared with the mean over all explanations. `weights` begin with the
 * intercept.
 */
function reasons(values: readonly number[], weights: readonly number[], means: readonly number[]): string {
  const told: { name: string; bits: number }[] = [];
  for (let f = 0; f < values.length; f++) {
    const bits = ((weights[f + 1] - means[f]) * values[f]) / Math.LN2;
    if (Math.abs(bits) >= 0.5) told.push({ name: FEATURES[f], bits });
  }
  return told
    .sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits) || byCodeUnit(x.name, y.name))
    .slice(0, 4)
    .map(({ name, bits }) => `${name} ${bits > 0 ? "+" : ""}${bits.toFixed(1)}`)
    .join(", ");
}
