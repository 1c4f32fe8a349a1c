/**
 * Candidate pairs + a model -> how far sharing a value can be believed in the data at hand, measured and not assumed: of the pairs that
 * share one, the share that one hand runs, as all other families of evidence tell it. Where nearly none of those who share a mailbox share
 * anything else, mailboxes there are alike by chance, however few have each.
 *
 * The share is that of a mixture of two whose likelihood ratios are known: its maximum likelihood, by expectation maximisation (Dempster,
 * Laird & Rubin 1977; in record linkage, Winkler 1988), held by a prior where pairs are few.
 */

import { probabilityOf } from "../../tools/probability.js";
import { BEYOND_BLOCKING } from "../candidates.js";
import { type LinkModel, weightsBy } from "../model.js";
import type { Pairs } from "../pairs/join.js";
import { familyCaps, PRIVATE_BITS } from "../rules.js";
import { PairScorer } from "../score.js";
import { isList } from "../tokens.js";
import { fullCredit, LEVELS, levelOf } from "./credit.js";

/** Pairs looked at, evenly spaced. */
const SAMPLE = 120_000;
/** What the model says weighs as much as this many pairs. */
const PRIOR_PAIRS = 20;
const ITERATIONS = 30;
/** A value loses no more bits than this; one of a private kind none but what it has for being private. */
const MOST = 12;

/** The model in which no value of a kind is worth more than what else its holders share bears out. */
export function believed(model: LinkModel, pairs: Pairs): LinkModel {
  const credit = fullCredit(model.tokens.kinds.length);
  for (const [place, seen] of sharers(model, pairs)) {
    const { rule } = model.tokens.kinds[Math.floor(place / LEVELS)];
    credit[place] = Math.max(rule.private ? -PRIVATE_BITS : -MOST, creditFor(seen, model.prior));
  }
  return { ...model, ...weightsBy(model.m, credit, model) };
}

/** Pairs that share a value of one kind and level, in bits: what it says, and what all other families say. */
interface Sharers {
  own: number[];
  others: number[];
}

/**
 * By place in the credit. Only accounts that were used: signing up alone is free, and would let anybody say what to believe. Only values
 * that would have made the pair a candidate by themselves: who met by something else is likelier to share more.
 */
function sharers(model: LinkModel, pairs: Pairs): Map<number, Sharers> {
  const { tokens, prior, bits } = model;
  const { exchanges } = model.population;
  const nothingIsUsed = exchanges.every((n) => n === 0); // sign-ups alone were given
  const isIdle = (account: number) => exchanges[account] === 0 && !nothingIsUsed;
  const caps = familyCaps(prior);
  const scorer = new PairScorer(model);
  const found = new Map<number, Sharers>();
  const isMeasured = tokens.kinds.map((kind) => kind.rule.blocks && kind.rule.family !== "behaviour" && !isList(kind));
  const stride = Math.max(1, Math.floor(pairs.partner.length / SAMPLE));
  let a = 0;
  for (let p = 0; p < pairs.partner.length; p += stride) {
    while (pairs.start[a + 1] <= p) a++;
    if (isIdle(a) || isIdle(pairs.partner[p])) continue;
    const weight = scorer.score(a, pairs.partner[p]) + prior;
    let kind = -1;
    for (const token of scorer.sharedTokens()) {
      const k = tokens.kindOf[token];
      if (k === kind || !isMeasured[k] || bits[token] < prior - BEYOND_BLOCKING) continue;
      kind = k; // the rarest of each counts: tokens come rarest first
      const { family } = tokens.kinds[k].rule;
      const place = k * LEVELS + levelOf(tokens.holders[token]);
      const seen = found.get(place) ?? { own: [], others: [] };
      seen.own.push(bits[token]);
      seen.others.push(weight - Math.min(scorer.bitsOf(family), caps[family]));
      found.set(place, seen);
    }
  }
  return found;
}

/** Bits to take off each for the pairs' mean probability to be the share of them that one hand runs; found by bisection. */
function creditFor({ own, others }: Sharers, prior: number): number {
  const meanWith = (credit: number) => own.reduce((sum, bits) => sum + probabilityOf(bits + credit - prior), 0) / own.length;
  const share = shareOfOneHand(others, meanWith(0));
  if (share >= meanWith(0)) return 0;
  let [low, high] = [-MOST, 0];
  for (let halving = 0; halving < 30; halving++) {
    const middle = (low + high) / 2;
    if (meanWith(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** `expected` is what the model says of them. */
function shareOfOneHand(others: readonly number[], expected: number): number {
  let share = Math.min(0.99, Math.max(0.01, expected));
  const ratios = others.map((bits) => 2 ** bits);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let sum = PRIOR_PAIRS * expected;
    for (const ratio of ratios) sum += (share * ratio) / (share * ratio + 1 - share);
    share = sum / (ratios.length + PRIOR_PAIRS);
  }
  return share;
}
