/**
 * A population and its tokens -> the model that pairs are weighed by: what each token is worth, how often each group agrees, what speaks
 * against any pair.
 */
import type { Population, Sightings } from "../indicator/population.js";
import { sharedFloats } from "../tools/shared.js";
import { type Credit, credited, fullCredit } from "./belief/credit.js";
import type { CoActions } from "./coaction.js";
import { Groups } from "./groups.js";
import { type Regions, regionalBits, regionsOf } from "./home/regions.js";
import { priorBits, valueBits } from "./rules.js";
import { type SignUps, signUpsOf } from "./sign-ups.js";
import type { Successions } from "./succession.js";
import { isList, type TokenKind, type Tokens } from "./tokens.js";

export interface LinkModel {
  population: Population;
  /** Accounts that the prior is for: those of the population, unless it was drawn from a larger one. */
  accounts: number;
  tokens: Tokens;
  groups: Groups;
  coactions: CoActions;
  successions: Successions;
  signUps: SignUps;
  /** m by token kind. */
  m: Float64Array;
  /** By group: P(a pair of one hand agrees in any kind of it | both have some). */
  agree: Float64Array;
  /** How far values can be believed. */
  credit: Credit;
  /** By token: what sharing it is worth. */
  bits: Float32Array;
  /** What it is worth among those of one region, where the data say where accounts are at home. */
  home: { regions: Regions; bits: Float32Array } | null;
  prior: number;
}

/** What of a model pairs are scored by: it can be sent to a thread. Only who wants the waterfall needs the labels. */
export interface ScoringModel extends Pick<LinkModel, "accounts" | "coactions" | "successions" | "signUps" | "agree" | "bits" | "prior"> {
  population: { sightings: ReadonlyMap<string, Pick<Sightings, "start">> };
  tokens: Pick<Tokens, "kindOf" | "start" | "token" | "seen"> & { kinds: readonly (Omit<TokenKind, "label"> & Partial<TokenKind>)[] };
  groups: Pick<Groups, "names" | "of" | "words" | "present">;
  home: AtHome | null;
}

/** What sharing a value is worth in the regions of a pair. */
export interface AtHome {
  regions: Pick<Regions, "start" | "region" | "isRegional" | "tokenStart" | "tokenRegion">;
  /** Beside `tokenRegion`. */
  bits: Float32Array;
}

/** Labels cannot be sent, and only the lists of the population are asked for. */
export function scoringModel({
  accounts,
  population,
  tokens,
  groups,
  coactions,
  successions,
  signUps,
  agree,
  bits,
  home,
  prior,
}: LinkModel): ScoringModel {
  const { kinds, kindOf, start, token, seen } = tokens;
  const lists = kinds.filter(isList).flatMap(({ name }) => {
    const sightings = population.sightings.get(name);
    return sightings ? [[name, { start: sightings.start }] as const] : [];
  });
  return {
    accounts,
    population: { sightings: new Map(lists) },
    tokens: { kinds: kinds.map(({ label: _, ...kind }) => kind), kindOf, start, token, seen },
    groups: { names: groups.names, of: groups.of, words: groups.words, present: groups.present },
    coactions,
    successions,
    signUps,
    agree,
    bits,
    home: home ? { regions: seenByPairs(home.regions), bits: home.bits } : null,
    prior,
  };
}

const seenByPairs = ({ start, region, isRegional, tokenStart, tokenRegion }: Regions): AtHome["regions"] => ({
  start,
  region,
  isRegional,
  tokenStart,
  tokenRegion,
});

/** Tokens of a kind come rarest first, so that many in a row are worth the same. */
export function tokenBits({ kinds, holders }: Pick<Tokens, "kinds" | "holders">, m: Float64Array, credit: Credit): Float32Array {
  const bits = sharedFloats(holders.length);
  kinds.forEach((kind, k) => {
    let having = -1;
    let worth = 0;
    for (let t = kind.first; t < kind.last; t++) {
      if (holders[t] !== having) {
        having = holders[t];
        worth = credited(valueBits(m[k], having, kind.holders, kind.rule), k, having, credit);
      }
      bits[t] = worth;
    }
  });
  return bits;
}

/** What values are worth by the m of each kind, as far as it can be believed. */
export function weightsBy(
  m: Float64Array,
  credit: Credit,
  { tokens, home }: { tokens: Tokens; home: { regions: Regions } | null },
): Pick<LinkModel, "m" | "credit" | "bits" | "home"> {
  const regions = home?.regions;
  return {
    m,
    credit,
    bits: tokenBits(tokens, m, credit),
    home: regions ? { regions, bits: regionalBits(regions, tokens, m, credit) } : null,
  };
}

export function initialModel(population: Population, tokens: Tokens, coactions: CoActions, successions: Successions): LinkModel {
  const m = Float64Array.from(tokens.kinds, (kind) => kind.rule.m);
  const groups = new Groups(tokens, population);
  const agree = new Float64Array(groups.names.length);
  const accounts = population.size;
  const regions = regionsOf(population, tokens);
  const weights = weightsBy(m, fullCredit(tokens.kinds.length), { tokens, home: regions ? { regions } : null });
  const prior = priorBits(accounts);
  return { population, accounts, tokens, groups, coactions, successions, signUps: signUpsOf(population), agree, prior, ...weights };
}
