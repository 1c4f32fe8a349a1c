/**
 * Population -> links: pairs of accounts that one hand likely runs, each with its weight, the strongest few of each account. The order of
 * the stages of linking.
 */

import type { Population } from "../indicator/population.js";
import { floats, words } from "../tools/growing.js";
import { findCandidates, type Pairs } from "./candidates.js";
import { findCoActions } from "./coaction.js";
import { learn } from "./learn.js";
import { initialModel, type LinkModel } from "./model.js";
import type { NearDuplicates } from "./near-duplicates.js";
import { PairScorer } from "./score.js";
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

/** `setsOf` finds near-duplicate prompts: threads may, side by side, with the same result. */
export function link(population: Population, onStage: (stage: string) => void = () => {}, setsOf?: NearDuplicates): Links {
  if (population.otherAttributeKeys > 0) onStage(`${population.otherAttributeKeys} attribute keys that few have count against pairs alone`);
  onStage("templates");
  const templates = findTemplates(population, setsOf);
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

/** Links a < b; those of account a are at [start[a], start[a + 1]). */
interface Scored {
  start: Uint32Array;
  partner: Uint32Array;
  weight: Float32Array;
}

/** The pairs that weigh anything. */
function scoreAll(model: LinkModel, pairs: Pairs): Scored {
  const scorer = new PairScorer(model);
  const start = new Uint32Array(pairs.start.length);
  const partner = words();
  const weight = floats();
  for (let a = 0; a + 1 < start.length; a++) {
    for (let p = pairs.start[a]; p < pairs.start[a + 1]; p++) {
      const b = pairs.partner[p];
      if (!scorer.couldReach(0, a, b)) continue;
      const bits = scorer.score(a, b);
      if (bits <= 0) continue;
      partner.push(b);
      weight.push(bits);
    }
    start[a + 1] = partner.length;
  }
  return { start, partner: partner.array.subarray(0, partner.length), weight: weight.array.subarray(0, weight.length) };
}

/** Each account's strongest LINKS_KEPT, joined. */
function keepStrongest({ start: from, partner, weight }: Scored, size: number): Pick<Links, "source" | "target" | "weight"> {
  const start = new Uint32Array(size + 1);
  for (let a = 0; a < size; a++) start[a + 1] = from[a + 1] - from[a];
  for (let e = 0; e < partner.length; e++) start[partner[e] + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const edge = new Uint32Array(start[size]);
  for (let a = 0; a < size; a++)
    for (let e = from[a]; e < from[a + 1]; e++) {
      edge[next[a]++] = e;
      edge[next[partner[e]]++] = e;
    }
  const kept = new Uint8Array(partner.length);
  for (let i = 0; i < size; i++) {
    const own = edge.subarray(start[i], start[i + 1]);
    if (own.length > LINKS_KEPT) own.sort((x, y) => weight[y] - weight[x] || x - y);
    for (let p = 0; p < Math.min(own.length, LINKS_KEPT); p++) kept[own[p]] = 1;
  }
  const count = kept.reduce((sum, one) => sum + one, 0);
  const links = { source: new Uint32Array(count), target: new Uint32Array(count), weight: new Float32Array(count) };
  let n = 0;
  for (let a = 0; a < size; a++)
    for (let e = from[a]; e < from[a + 1]; e++) {
      if (kept[e] === 0) continue;
      links.source[n] = a;
      links.target[n] = partner[e];
      links.weight[n++] = weight[e];
    }
  return links;
}
