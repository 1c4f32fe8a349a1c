/**
 * What a shared value is worth: log2(m / u), Fellegi & Sunter (1969), with u from how common the value is (Winkler 1988) and m by kind.
 * The settings of linking that are not a kind's own; they hold for every world.
 */
import { TEMPLATE } from "../indicator/kinds/conduct.js";
import type { LinkRule } from "../indicator/kinds/kind.js";
import { kindOf } from "../indicator/kinds/registry.js";
import type { LinkFamily } from "../model/family.js";

/**
 * How far one family alone may carry a pair beyond the prior, in bits: negative where a family alone must not tie two accounts. The prior
 * grows with the population, so a cap in these terms means the same in a town and in a country.
 */
export const CAP_BEYOND_PRIOR: Readonly<Record<LinkFamily, number>> = {
  identity: 5,
  payment: 6,
  network: 0.5,
  device: 6,
  tooling: -5,
  behaviour: 4,
  time: 4,
  "co-use": 4,
  attribute: 8,
};

/**
 * A kind of which accounts have this many values is a list (friends, repositories): its shared values are nearly independent, the others'
 * absence counts.
 */
export const LIST_VALUES = 3;
export const LIST_REPEAT = 0.95;
/**
 * Bits that each value of a list that is not shared counts against a pair: log2(1 - 0.05), what a hand of which one value in 20 shows would
 * give.
 */
export const LIST_MISS = Math.log2(1 - 0.05);
/**
 * Disagreeing on a group of kinds that both have never counts more than this against a pair: people's particulars are theirs, the rest
 * changes.
 */
export const MAX_DISAGREEMENT: Readonly<Record<LinkFamily, number>> = {
  identity: 3,
  payment: 1,
  network: 1,
  device: 1,
  tooling: 1,
  behaviour: 1,
  time: 0,
  "co-use": 1,
  attribute: 3,
};
/** Accounts that one hand is expected to run when nothing is known: the prior odds of a pair are this over the population. */
export const PRIOR_ACCOUNTS = 8;
/** A value that more than this share of a kind's holders have says nothing about a pair. */
export const COMMON_SHARE = 0.1;

/** What the frequency of a private value overstates u by, in bits. */
export const PRIVATE_BITS = 3;

/**
 * The rule of a kind, or null where shared values of it are no evidence about a pair (a country, a language, a model). A view of the
 * registry.
 */
export function linkRule(kind: string): LinkRule | null {
  return kind === "template" ? TEMPLATE : kindOf(kind).link;
}

/** log2 Bayes factor of one shared value: `holders` accounts of the `population` that have any of the kind have it too. */
export function valueBits(m: number, holders: number, population: number, rule: LinkRule): number {
  const damping = holders > rule.hub ? Math.log2(holders / rule.hub) : 0;
  return Math.max(0, Math.log2((m * population) / holders) - damping + (rule.private ? PRIVATE_BITS : 0));
}

/** Bits that speak against a pair before any evidence: log2 of the prior odds, negated. */
export function priorBits(population: number): number {
  return Math.max(0, Math.log2(population / PRIOR_ACCOUNTS));
}

/** The most that each family counts for a pair, in bits. */
export function familyCaps(prior: number): Record<LinkFamily, number> {
  const caps = Object.entries(CAP_BEYOND_PRIOR).map(([family, beyond]) => [family, Math.max(0, prior + beyond)]);
  return Object.fromEntries(caps) as Record<LinkFamily, number>;
}
