/**
 * A population and its tokens -> the model that pairs are weighed by: what each token is worth, how often each group agrees, what speaks
 * against any pair.
 */
import type { Population, Sightings } from "../indicator/population.js";
import { sharedFloats } from "../tools/shared.js";
import type { CoActions } from "./coaction.js";
import { Groups } from "./groups.js";
import { priorBits, valueBits } from "./rules.js";
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
  /** m by token kind. */
  m: Float64Array;
  /** By group: P(a pair of one hand agrees in any kind of it | both have some). */
  agree: Float64Array;
  /** By token: what sharing it is worth. */
  bits: Float32Array;
  prior: number;
}

/** What of a model pairs are scored by: it can be sent to a thread. Only who wants the waterfall needs the labels. */
export interface ScoringModel extends Pick<LinkModel, "accounts" | "coactions" | "successions" | "agree" | "bits" | "prior"> {
  population: { sightings: ReadonlyMap<string, Pick<Sightings, "start">> };
  tokens: Pick<Tokens, "kindOf" | "start" | "token" | "seen"> & { kinds: readonly (Omit<TokenKind, "label"> & Partial<TokenKind>)[] };
  groups: Pick<Groups, "names" | "of" | "words" | "present">;
}

/** Labels cannot be sent, and only the lists of the population are asked for. */
export function scoringModel({
  accounts,
  population,
  tokens,
  groups,
  coactions,
  successions,
  agree,
  bits,
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
    agree,
    bits,
    prior,
  };
}

/** Tokens of a kind come rarest first, so that many in a row are worth the same. */
export function tokenBits({ kinds, holders }: Pick<Tokens, "kinds" | "holders">, m: Float64Array): Float32Array {
  const bits = sharedFloats(holders.length);
  kinds.forEach((kind, k) => {
    let having = -1;
    let worth = 0;
    for (let t = kind.first; t < kind.last; t++) {
      if (holders[t] !== having) {
        having = holders[t];
        worth = valueBits(m[k], having, kind.holders, kind.rule);
      }
      bits[t] = worth;
    }
  });
  return bits;
}

export function initialModel(population: Population, tokens: Tokens, coactions: CoActions, successions: Successions): LinkModel {
  const m = Float64Array.from(tokens.kinds, (kind) => kind.rule.m);
  const groups = new Groups(tokens, population);
  const agree = new Float64Array(groups.names.length);
  const accounts = population.size;
  return { population, accounts, tokens, groups, coactions, successions, m, agree, bits: tokenBits(tokens, m), prior: priorBits(accounts) };
}
