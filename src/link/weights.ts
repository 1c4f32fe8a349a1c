/**
 * What a shared value is worth: log2(m / u), Fellegi & Sunter (1969), with u from how common the value is (Winkler 1988) and m by kind.
 * All the settings of linking, one table; they hold for every world.
 */
import { kindOf } from "../indicator/kinds.js";

/** Kinds of one group nest (an address lies in its /24, which lies in an ASN): the strongest one counts. Groups add up to their family; families are capped. */
export interface LinkRule {
  group: string;
  family: LinkFamily;
  /** P(a second account of the same hand has this value | the first has it): the start of EM. */
  m: number;
  /** Above this many holders a value is a hub: its weight falls by log2(holders / hub) more. */
  hub: number;
  /** Shared values find candidate pairs. */
  blocks: boolean;
  /**
   * Strangers do not share it by chance: those who hold one value are mostly one hand already, so that its frequency overstates u. Adds PRIVATE_BITS,
   * and m is not learned below half of the table's (most hands that the data show, companies say, do not share devices; those that do are no less one).
   */
  private: boolean;
  /** Of several shared values each counts this much of the one before: they are seldom independent. */
  repeat: number;
  /** Who has none is known to have none (no code was used, nobody referred them), so a value's frequency is among everybody, not among those who have any. */
  ofEverybody: boolean;
}

export type LinkFamily = "identity" | "payment" | "network" | "device" | "tooling" | "content" | "time" | "co-use" | "attribute";

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
  content: 4,
  time: 4,
  "co-use": 4,
  attribute: 8,
};

/** Of several shared values of one kind each counts this much of the one before, unless its rule says otherwise. */
export const REPEAT = 0.6;
/** A kind of which accounts have this many values is a list (friends, repositories): its shared values are nearly independent, the others' absence counts. */
export const LIST_VALUES = 3;
export const LIST_REPEAT = 0.95;
/** Bits that each value of a list that is not shared counts against a pair: log2(1 - 0.05), what a hand of which one value in 20 shows would give. */
export const LIST_MISS = Math.log2(1 - 0.05);
/** Disagreeing on a group of kinds that both have never counts more than this against a pair: people's particulars are theirs, the rest changes. */
export const MAX_DISAGREEMENT: Readonly<Record<LinkFamily, number>> = {
  identity: 3,
  payment: 1,
  network: 1,
  device: 1,
  tooling: 1,
  content: 1,
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

const rule = (group: string, family: LinkFamily, m: number, hub: number, blocks = true, repeat = REPEAT): LinkRule => ({
  group,
  family,
  m,
  hub,
  blocks,
  repeat,
  private: false,
  ofEverybody: false,
});
const own = (group: string, family: LinkFamily, m: number, hub: number): LinkRule => ({ ...rule(group, family, m, hub), private: true });

const act = (group: string, family: LinkFamily, m: number, hub: number): LinkRule => ({
  ...rule(group, family, m, hub),
  ofEverybody: true,
});

const RULES: Readonly<Record<string, LinkRule>> = {
  email: own("email", "identity", 0.5, 50),
  email_local: rule("email", "identity", 0.3, 50),
  email_stem: rule("email", "identity", 0.2, 30),
  email_domain: rule("email", "identity", 0.3, 200),
  email_shape: rule("email", "identity", 0.2, 100),
  phone: own("phone", "identity", 0.5, 50),
  phone_prefix: rule("phone", "identity", 0.1, 100),
  name: rule("name", "identity", 0.5, 30),
  name_word: rule("name", "identity", 0.4, 100, true, 0.8),
  name_near: rule("name", "identity", 0.2, 100, true, 0.1),
  name_sound: rule("name", "identity", 0.3, 100, true, 0.5),
  organization: rule("organization", "identity", 0.3, 200),
  document: own("document", "identity", 0.5, 200),
  payment: own("payment", "payment", 0.4, 500),
  bin: rule("bin", "payment", 0.2, 200, false),
  ip: rule("network", "network", 0.3, 6),
  signup_ip: rule("network", "network", 0.3, 6),
  net: rule("network", "network", 0.2, 12),
  asn: rule("network", "network", 0.2, 30, false),
  device: own("device", "device", 0.4, 500),
  ja4: rule("tooling", "tooling", 0.3, 500, false),
  user_agent: rule("tooling", "tooling", 0.3, 500, false),
  toolchain: rule("tooling", "tooling", 0.3, 500),
  template: rule("template", "content", 0.4, 2000),
  api_key: own("api_key", "co-use", 0.5, 500),
  referrer: act("referrer", "co-use", 0.3, 30),
  promo: act("promo", "co-use", 0.2, 30),
};

const ATTRIBUTE_RULE = (kind: string): LinkRule => rule(kind, "attribute", 0.3, 500);

/** The rule of a kind, or null where shared values of it are no evidence about a pair (a country, a language, a model). */
export function linkRule(kind: string): LinkRule | null {
  if (kind in RULES) return RULES[kind];
  return kindOf(kind).family === "attribute" ? ATTRIBUTE_RULE(kind) : null;
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
