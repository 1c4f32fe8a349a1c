/**
 * Candidate pairs -> m of each kind and how often each group agrees, by expectation maximisation (Fellegi & Sunter 1969; Winkler 1988),
 * held by a prior where the data say little.
 */

import { probabilityOf } from "../tools/probability.js";
import { eachGroup } from "./groups.js";
import { type LinkModel, weightsBy } from "./model.js";
import type { Pairs } from "./pairs/join.js";
import { PairScorer } from "./score.js";
import { NEARNESS, nearness } from "./sign-ups.js";

const ITERATIONS = 3;
/** Pairs looked at, evenly spaced. */
const SAMPLE = 60_000;
/** The prior weighs as much as this many pairs. */
const PRIOR_PAIRS = 200;
/** Pairs less likely than this are left out; the same in bits. */
const LEAST_PROBABILITY = 0.01;
const LEAST_BITS = Math.log2(LEAST_PROBABILITY / (1 - LEAST_PROBABILITY));
const MIN_M = 0.02;
const MAX_M = 0.9;

/** The model with m learned. u is not: it is how common each value is. */
export function learn(model: LinkModel, pairs: Pairs): LinkModel {
  let current = model;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) current = step(model, current, pairs);
  return current;
}

function step(first: LinkModel, current: LinkModel, pairs: Pairs): LinkModel {
  const { tokens, population, groups } = first;
  const shared = new Float64Array(tokens.kinds.length);
  const agreed = new Float64Array(groups.names.length);
  const met = new Float64Array(groups.names.length);
  const near = NEARNESS.map(() => 0);
  let seen = 0;
  const likely: Likely[] = [];
  const scorer = new PairScorer(current);
  const stride = Math.max(1, Math.floor(pairs.partner.length / SAMPLE));
  let a = 0;
  for (let p = 0; p < pairs.partner.length; p += stride) {
    while (pairs.start[a + 1] <= p) a++;
    const b = pairs.partner[p];
    if (!scorer.couldReach(LEAST_BITS, a, b)) continue;
    const probability = probabilityOf(scorer.score(a, b));
    if (probability < LEAST_PROBABILITY) continue;
    likely.push({ a, b, probability });
    const signedUp = nearness(a, b, first.signUps);
    if (signedUp >= 0) near[signedUp] += probability;
    if (first.signUps.at[a] > 0 && first.signUps.at[b] > 0) seen += probability;
    for (const k of scorer.sharedKinds) shared[k] += probability * scorer.shared[k];
    for (let w = 0; w < groups.words; w++) {
      const both = groups.present[a * groups.words + w] & groups.present[b * groups.words + w];
      eachGroup(both, w, (g) => {
        met[g] += probability;
      });
      eachGroup(both & scorer.sharedGroups[w], w, (g) => {
        agreed[g] += probability;
      });
    }
  }
  const m = current.m.map((_, k) => {
    const start = population.sightings.get(tokens.kinds[k].name)?.start;
    if (!start || first.m[k] === 0) return first.m[k];
    const learned = (shared[k] + PRIOR_PAIRS * first.m[k]) / (mostShared(likely, start) + PRIOR_PAIRS);
    return Math.min(MAX_M, Math.max(tokens.kinds[k].rule.private ? first.m[k] / 2 : MIN_M, learned));
  });
  const agree = agreed.map((sum, g) => sum / (met[g] + PRIOR_PAIRS));
  const signUps = { ...first.signUps, m: first.signUps.m.map((start, n) => (near[n] + PRIOR_PAIRS * start) / (seen + PRIOR_PAIRS)) };
  return { ...first, agree, signUps, ...weightsBy(m, first.credit, first) };
}

interface Likely {
  a: number;
  b: number;
  probability: number;
}

/** How many values of one kind the pairs could share at the most; `start` is where each account's begin. */
function mostShared(pairs: readonly Likely[], start: Uint32Array): number {
  let sum = 0;
  for (const { a, b, probability } of pairs) sum += probability * Math.min(start[a + 1] - start[a], start[b + 1] - start[b]);
  return sum;
}
