/** Candidate pairs -> m of each kind, by expectation maximisation (Fellegi & Sunter 1969; Winkler 1988), held by a prior where the data say little. */
import type { Pairs } from "./candidates.js";
import { type LinkModel, PairScorer, tokenBits } from "./score.js";

const ITERATIONS = 2;
/** Pairs looked at, evenly spaced. */
const SAMPLE = 100_000;
/** The prior weighs as much as this many pairs. */
const PRIOR_PAIRS = 200;
const MIN_M = 0.02;
const MAX_M = 0.9;

/** The model with m learned. u is not: it is how common each value is. */
export function learn(model: LinkModel, pairs: Pairs): LinkModel {
  const { tokens, population } = model;
  const starts = tokens.kinds.map((kind) => population.sightings.get(kind.name)?.start ?? null);
  const step = Math.max(1, Math.floor(pairs.a.length / SAMPLE));
  let current = model;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const shared = new Float64Array(tokens.kinds.length);
    const could = new Float64Array(tokens.kinds.length);
    const scorer = new PairScorer(current);
    for (let p = 0; p < pairs.a.length; p += step) {
      const a = pairs.a[p];
      const b = pairs.b[p];
      const probability = 1 / (1 + 2 ** -scorer.score(a, b));
      if (probability < 0.01) continue;
      for (let k = 0; k < starts.length; k++) {
        const start = starts[k];
        if (!start) continue;
        could[k] += probability * Math.min(start[a + 1] - start[a], start[b + 1] - start[b]);
        shared[k] += probability * scorer.shared[k];
      }
    }
    const m = current.m.map((_, k) => {
      if (!starts[k]) return model.m[k];
      const learned = (shared[k] + PRIOR_PAIRS * model.m[k]) / (could[k] + PRIOR_PAIRS);
      return Math.min(MAX_M, Math.max(MIN_M, learned));
    });
    current = { ...model, m, bits: tokenBits(tokens, m) };
  }
  return current;
}
