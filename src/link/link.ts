/** Population -> links: pairs of accounts that one hand likely runs, each with its weight, the strongest few of each account. The order of the stages of linking. */
import type { Population } from "../indicator/population.js";
import { findCandidates, type Pairs } from "./candidates.js";
import { findCoActions } from "./coaction.js";
import { learn } from "./learn.js";
import { initialModel, type LinkModel, PairScorer } from "./score.js";
import { findSuccessions } from "./succession.js";
import { findTemplates, type Templates, templateUses, type Uses } from "./templates.js";
import { findTokens } from "./tokens.js";

/** Links an account keeps: its strongest. A link that either end keeps stays. */
export const LINKS_KEPT = 24;

export interface Links {
  /** a < b, sorted; weight in bits, over 0. */
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
  /** What the weights were made with: explains any pair (`PairScorer`). */
  model: LinkModel;
  templates: Templates;
  uses: Uses;
}

export function link(population: Population, onStage: (stage: string) => void = () => {}): Links {
  onStage("templates");
  const templates = findTemplates(population);
  const uses = templateUses(population, templates);
  onStage("co-action");
  const coactions = findCoActions(population, templates, uses);
  const successions = findSuccessions(population);
  onStage("candidates");
  const first = initialModel(population, findTokens(population, templates), coactions, successions);
  const pairs = findCandidates(first.tokens, population.size, first, [coactions, successions]);
  onStage("weights");
  const model = learn(first, pairs);
  onStage("scores");
  return { ...keepStrongest(scoreAll(model, pairs), population.size), model, templates, uses };
}

interface Scored extends Pairs {
  weight: Float32Array;
}

function scoreAll(model: LinkModel, pairs: Pairs): Scored {
  const scorer = new PairScorer(model);
  const weight = new Float32Array(pairs.a.length);
  let n = 0;
  for (let p = 0; p < pairs.a.length; p++) {
    const a = pairs.a[p];
    const b = pairs.b[p];
    if (!scorer.couldReach(0, a, b)) continue;
    const bits = scorer.score(a, b);
    if (bits <= 0) continue;
    pairs.a[n] = a;
    pairs.b[n] = b;
    weight[n++] = bits;
  }
  return { a: pairs.a.subarray(0, n), b: pairs.b.subarray(0, n), weight: weight.subarray(0, n) };
}

/** Each account's strongest LINKS_KEPT, joined. */
function keepStrongest({ a, b, weight }: Scored, size: number): Pick<Links, "source" | "target" | "weight"> {
  const start = new Uint32Array(size + 1);
  for (let e = 0; e < a.length; e++) {
    start[a[e] + 1]++;
    start[b[e] + 1]++;
  }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const edge = new Uint32Array(start[size]);
  for (let e = 0; e < a.length; e++) {
    edge[next[a[e]]++] = e;
    edge[next[b[e]]++] = e;
  }
  const kept = new Uint8Array(a.length);
  for (let i = 0; i < size; i++) {
    const own = edge.subarray(start[i], start[i + 1]);
    if (own.length > LINKS_KEPT) own.sort((x, y) => weight[y] - weight[x] || x - y);
    for (let p = 0; p < Math.min(own.length, LINKS_KEPT); p++) kept[own[p]] = 1;
  }
  const chosen = Uint32Array.from(kept.keys()).filter((e) => kept[e] === 1);
  return { source: chosen.map((e) => a[e]), target: chosen.map((e) => b[e]), weight: Float32Array.from(chosen, (e) => weight[e]) };
}
