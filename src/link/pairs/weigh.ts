/** Pairs -> those that weigh anything, with what they weigh. */
import { floats, words } from "../../tools/growing.js";
import { accountsIn, type Task } from "../crew/task.js";
import type { ScoringModel } from "../model.js";
import { PairScorer } from "../score.js";
import type { Pairs } from "./join.js";

export interface ToWeigh {
  model: ScoringModel;
  pairs: Pairs;
}

/** By account of the part (CSR): the partners it weighs anything with, ascending, and the bits. */
export interface WeighedPart {
  part: number;
  start: Uint32Array;
  partner: Uint32Array;
  weight: Float32Array;
}

export const weighPairs: Task<ToWeigh, WeighedPart[]> = ({ model, pairs }, next) => {
  const scorer = new PairScorer(model);
  const found: WeighedPart[] = [];
  for (let part = next(); part >= 0; part = next()) found.push(weighPart(part, scorer, pairs));
  return found;
};

function weighPart(part: number, scorer: PairScorer, pairs: Pairs): WeighedPart {
  const [from, to] = accountsIn(part, pairs.start.length - 1);
  const start = new Uint32Array(to - from + 1);
  const partner = words();
  const weight = floats();
  for (let a = from; a < to; a++) {
    for (let p = pairs.start[a]; p < pairs.start[a + 1]; p++) {
      const b = pairs.partner[p];
      if (!scorer.couldReach(0, a, b)) continue;
      const bits = scorer.score(a, b);
      if (bits <= 0) continue;
      partner.push(b);
      weight.push(bits);
    }
    start[a - from + 1] = partner.length;
  }
  return { part, start, partner: partner.trimmed(), weight: weight.trimmed() };
}
