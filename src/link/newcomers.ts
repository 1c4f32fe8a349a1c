/**
 * Accounts that came after a linking + its basis -> the accounts that they may be tied to, and the model that weighs these ties: as the
 * linking would, by what it learned.
 */
import type { Population } from "../indicator/population.js";
import { type Basis, holdersIn, tagOf, templateOf } from "./basis.js";
import { credited } from "./belief/credit.js";
import { BEYOND_BLOCKING } from "./candidates.js";
import { Groups } from "./groups.js";
import { type LinkModel, tokenBits } from "./model.js";
import { CANDIDATES } from "./pairs/best.js";
import { ALL_MEET } from "./pairs/rooms.js";
import { linkRule, valueBits } from "./rules.js";
import { nobodySeen } from "./sign-ups.js";
import { numbersOf } from "./tag-table.js";
import { findTemplates, type Templates } from "./templates.js";
import { type FrequencyOf, findTokens } from "./tokens.js";

/** Fingerprints of an account that are looked up. */
const PROMPTS = 16;
const TEMPLATE = "template";

/** A value of an account: its kind's number in the basis, and its tag. */
interface Tagged {
  kind: number;
  tag: number;
}

/** Who came since, by value. They are numbered from `basis.accounts` on. */
export class Newcomers {
  readonly #byTag = new Map<number, number[]>();
  readonly #known = new Map<number, Set<number>>();

  /** May be called again for an account that has more values now. */
  add(account: number, values: readonly Tagged[]): void {
    const known = this.#known.get(account) ?? new Set();
    this.#known.set(account, known);
    for (const { tag } of values) {
      if (known.has(tag)) continue;
      known.add(tag);
      const others = this.#byTag.get(tag);
      if (others) others.push(account);
      else this.#byTag.set(tag, [account]);
    }
  }

  having(tag: number): readonly number[] {
    return this.#byTag.get(tag) ?? [];
  }
}

/** The values of account i of a population, of the kinds that the basis knows. */
export function taggedValues(population: Population, i: number, basis: Basis): Tagged[] {
  const values: Tagged[] = [];
  basis.kinds.forEach(({ name }, kind) => {
    const sightings = population.sightings.get(name);
    if (!sightings) return;
    const { start, value, keyHi, keyLo } = sightings;
    for (let p = start[i]; p < start[i + 1]; p++) values.push({ kind, tag: tagOf(kind, keyHi[value[p]], keyLo[value[p]]) });
  });
  const kind = basis.kinds.findIndex(({ name }) => name === TEMPLATE);
  if (kind >= 0) values.push(...templateTags(population, i, basis).map((tag) => ({ kind, tag })));
  return values;
}

/** One a template; a fingerprint that is near to none that is known is its own. */
function templateTags(population: Population, i: number, basis: Basis): number[] {
  const tags = new Set<number>();
  for (const { hi, lo } of fingerprints(population, i)) tags.add(templateTag(basis, hi, lo));
  return [...tags];
}

function templateTag(basis: Basis, hi: number, lo: number): number {
  const template = templateOf(basis, hi, lo);
  return template >= 0
    ? tagOf(
        basis.kinds.findIndex(({ name }) => name === TEMPLATE),
        template,
        0,
      )
    : tagOf(basis.kinds.length, hi, lo);
}

function fingerprints(population: Population, i: number): { hi: number; lo: number; value: number; kind: string }[] {
  const found = ["prompt", "prompt_value"].flatMap((kind) => {
    const sightings = population.sightings.get(kind);
    if (!sightings) return [];
    const values = [...sightings.value.subarray(sightings.start[i], sightings.start[i + 1])];
    return values.map((value) => ({ kind, value, hi: sightings.keyHi[value], lo: sightings.keyLo[value] }));
  });
  return found.slice(0, PROMPTS);
}

/** Accounts that share enough with one that came since, the likeliest first; by number. What `findCandidates` would propose for it. */
export function partnersOf(account: number, values: readonly Tagged[], basis: Basis, newcomers: Newcomers): number[] {
  const shared = new Map<number, number>();
  for (const { kind, tag } of values) {
    const { name, m, holders, credit } = basis.kinds[kind];
    const rule = linkRule(name);
    const others = newcomers.having(tag);
    const count = holdersIn(basis, tag) + others.length;
    if (!rule?.blocks || count < 2) continue;
    const bits = credited(valueBits(m, count, holders, rule), 0, count, credit) * rule.repeat;
    if (bits <= 0) continue;
    for (const other of [...numbersOf(basis.held, tag), ...others.slice(-ALL_MEET)])
      if (other !== account) shared.set(other, (shared.get(other) ?? 0) + bits);
  }
  return [...shared]
    .filter(([, bits]) => bits >= basis.prior - BEYOND_BLOCKING)
    .sort(([a, x], [b, y]) => y - x || b - a)
    .slice(0, CANDIDATES)
    .map(([other]) => other);
}

/**
 * The accounts at hand (those that came since, and their partners) with the weights of the whole that they are part of: scores any pair
 * (`PairScorer`).
 */
export function modelAmong(population: Population, arrived: readonly number[], basis: Basis, newcomers: Newcomers): LinkModel {
  const templates = findTemplates(population);
  const frequencyOf = frequenciesIn(basis, newcomers, templateHolders(population, arrived, { templates, basis, newcomers }));
  const tokens = findTokens(population, templates, frequencyOf);
  const groups = new Groups(tokens, population);
  const m = Float64Array.from(tokens.kinds, ({ name }) => basis.kinds.find((kind) => kind.name === name)!.m);
  const credit = Float64Array.from(tokens.kinds.flatMap(({ name }) => basis.kinds.find((kind) => kind.name === name)!.credit));
  return {
    population,
    accounts: basis.accounts,
    tokens,
    groups,
    coactions: { ...none(population.size), template: new Uint32Array(0), occasions: new Uint16Array(0) },
    successions: { ...none(population.size), seconds: new Float32Array(0), counts: new Uint8Array(0) },
    m,
    agree: Float64Array.from(groups.names, (name) => basis.agree[name] ?? 0),
    credit,
    bits: tokenBits(tokens, m, credit),
    home: null, // what the basis counts of a value is what it counts where it is the commonest
    signUps: nobodySeen(population.size),
    prior: basis.prior,
  };
}

const none = (size: number) => ({ start: new Uint32Array(size + 1), partner: new Uint32Array(0), bits: new Float32Array(0) });

/** How many hold each template of those at hand, by its number there; of templates that nobody who came since uses, nothing is known. */
function templateHolders(
  population: Population,
  arrived: readonly number[],
  { templates, basis, newcomers }: { templates: Templates; basis: Basis; newcomers: Newcomers },
): Map<number, number> {
  const holders = new Map<number, number>();
  for (const i of arrived)
    for (const { hi, lo, value, kind } of fingerprints(population, i)) {
      const template = (kind === "prompt" ? templates.ofPrompt : templates.ofPromptValue)[value];
      const tag = templateTag(basis, hi, lo);
      const count = holdersIn(basis, tag) + newcomers.having(tag).length;
      holders.set(template, Math.max(holders.get(template) ?? 0, count));
    }
  return holders;
}

function frequenciesIn(basis: Basis, newcomers: Newcomers, templates: ReadonlyMap<number, number>): FrequencyOf {
  return ({ name, sightings }, here) => {
    const number = basis.kinds.findIndex((kind) => kind.name === name);
    if (number < 0 || (!sightings && name !== TEMPLATE)) return null; // near forms: what is rare is not known of them
    const { holders: having, meanValues } = basis.kinds[number];
    const holders = here.map((count, v) => {
      if (count < 2) return 0; // nothing that two share
      if (!sightings) return templates.has(v) ? Math.max(count, templates.get(v)!) : 0;
      const tag = tagOf(number, sightings.keyHi[v], sightings.keyLo[v]);
      return Math.max(count, holdersIn(basis, tag) + newcomers.having(tag).length);
    });
    return { having, meanValues, holders };
  };
}
