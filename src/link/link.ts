/**
 * Population -> links: pairs of accounts that one hand likely runs, each with its weight, the strongest few of each account. The order of
 * the stages of linking.
 */

import type { Population } from "../indicator/population.js";
import { type Innocence, NOBODY } from "../model/judged-accounts.js";
import { believed } from "./belief/believed.js";
import { findCandidates } from "./candidates.js";
import { findCoActions } from "./coaction.js";
import { alone, type Crew } from "./crew/crew.js";
import { accountsIn, inOrder, partsOf } from "./crew/task.js";
import { learn } from "./learn.js";
import { initialModel, type LinkModel, scoringModel } from "./model.js";
import type { WeighedPart } from "./pairs/weigh.js";
import { withoutStruck } from "./struck.js";
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

/**
 * `crew` are those who work: threads may, side by side, with the same result. What `innocence` strikes was not seen (the model's population
 * is without it), and who it holds innocent is tied to nobody; no other pair weighs more or less for that.
 */
export function link(
  whole: Population,
  onStage: (stage: string) => void = () => {},
  crew: Crew = alone,
  { accounts: innocent, struck }: Innocence = NOBODY,
): Links {
  if (whole.otherAttributeKeys > 0) onStage(`${whole.otherAttributeKeys} attribute keys that few have count against pairs alone`);
  onStage("templates");
  const templates = findTemplates(whole, crew);
  const population = withoutStruck(whole, templates, struck);
  const uses = templateUses(population, templates);
  onStage("co-action");
  const coactions = findCoActions(population, templates, uses, crew);
  const successions = findSuccessions(population);
  onStage("candidates");
  const first = initialModel(population, findTokens(population, templates), coactions, successions);
  const pairs = findCandidates(first.tokens, population.size, first, [coactions, successions], crew);
  onStage("weights");
  const model = believed(learn(first, pairs), pairs);
  onStage("scores");
  const weighed = inOrder(crew.share("weighPairs", { model: scoringModel(model), pairs }, partsOf(population.size)));
  const all = withoutTiesOf(innocent, together(weighed, population.size), population);
  return { ...keepStrongest(all, population.size), model, templates, uses };
}

/** Links a < b, those of account a at [from[a], from[a + 1]). */
interface Weighed {
  from: Uint32Array;
  partner: Uint32Array;
  weight: Float32Array;
}

/** Whoever has no tie left is in no community, whatever way these are found, joined or settled by. */
function withoutTiesOf(accounts: ReadonlySet<string>, all: Weighed, population: Population): Weighed {
  if (accounts.size === 0) return all;
  const isUntied = new Uint8Array(population.size);
  for (const account of accounts) {
    const a = population.indexOf(account);
    if (a >= 0) isUntied[a] = 1;
  }
  const left: Weighed = { from: new Uint32Array(all.from.length), partner: all.partner.slice(), weight: all.weight.slice() };
  let n = 0;
  for (let a = 0; a < population.size; a++) {
    for (let e = all.from[a]; e < all.from[a + 1]; e++) {
      if (isUntied[a] === 1 || isUntied[all.partner[e]] === 1) continue;
      left.partner[n] = all.partner[e];
      left.weight[n++] = all.weight[e];
    }
    left.from[a + 1] = n;
  }
  return { ...left, partner: left.partner.subarray(0, n), weight: left.weight.subarray(0, n) };
}

/** Each account's strongest LINKS_KEPT, joined. */
function keepStrongest({ from, partner, weight }: Weighed, size: number): Pick<Links, "source" | "target" | "weight"> {
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
  for (let i = 0; i < size; i++) keepOf(edge.subarray(start[i], start[i + 1]), weight, kept);
  let count = 0;
  for (let e = 0; e < kept.length; e++) count += kept[e];
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

/** Marks the strongest LINKS_KEPT of one account's; of equals the earlier. */
function keepOf(own: Uint32Array, weight: Float32Array, kept: Uint8Array): void {
  if (own.length > LINKS_KEPT) own.sort((x, y) => weight[y] - weight[x] || x - y);
  for (let p = 0; p < Math.min(own.length, LINKS_KEPT); p++) kept[own[p]] = 1;
}

/** One list of all. `weighed` has all parts, in their order. */
function together(weighed: readonly WeighedPart[], size: number): Weighed {
  const total = weighed.reduce((sum, { partner }) => sum + partner.length, 0);
  const all = { from: new Uint32Array(size + 1), partner: new Uint32Array(total), weight: new Float32Array(total) };
  let n = 0;
  for (const { part, start, partner, weight } of weighed) {
    const [first] = accountsIn(part, size);
    for (let i = 1; i < start.length; i++) all.from[first + i] = n + start[i];
    all.partner.set(partner, n);
    all.weight.set(weight, n);
    n += partner.length;
  }
  return all;
}
