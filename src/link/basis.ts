/**
 * A linking that was done -> its basis: how common each value was, who has it, and what each kind is worth; what later accounts are weighed
 * by, without linking all again.
 */
import type { Sightings } from "../indicator/population.js";
import { words } from "../tools/growing.js";
import { mixPair, popcount32 } from "../tools/mix.js";
import { PairTable } from "../tools/pair-table.js";
import { creditOf } from "./belief/credit.js";
import { holdersAtHome } from "./home/regions.js";
import type { Links } from "./link.js";
import { NEAR_BITS } from "./near/buckets.js";
import { ALL_MEET, ROOM } from "./pairs/rooms.js";
import { COMMON_SHARE } from "./rules.js";
import { numbersOf, type TagTable, tagTable } from "./tag-table.js";
import type { TokenKind } from "./tokens.js";

export interface BasisKind {
  name: string;
  /** Accounts with any value of the kind, and how many they have in the mean. */
  holders: number;
  meanValues: number;
  m: number;
  /** How far its values can be believed, by how many hold them. */
  credit: readonly number[];
}

/** Accounts are numbered as in the population that was linked. */
export interface Basis {
  /** Accounts that were linked, and what speaks against any pair of them. */
  accounts: number;
  prior: number;
  kinds: readonly BasisKind[];
  /** By group of kinds: P(a pair of one hand agrees in it). */
  agree: Readonly<Record<string, number>>;
  /** Accounts by value, of kinds that find pairs: all up to ALL_MEET, the latest ROOM of a value with more. */
  held: TagTable;
  /**
   * How many have a value, where that is not what `held` has. Of a kind that depends on the region: how many would, if it were as common
   * everywhere as where it is the commonest. So who comes later is weighed as at home there, wherever that is.
   */
  counts: TagTable;
  /** Some fingerprints of each template that accounts share, and its number. */
  prompts: { hi: Uint32Array; lo: Uint32Array; template: Uint32Array };
}

/** Of a value of `kind`; of a template, which is its number in the basis. */
export const tagOf = (kind: number, hi: number, lo: number) => mixPair(mixPair(kind + 1, hi), lo);
const PROMPTS_A_TEMPLATE = 8;
const MAY_BE = 2 ** 20;
/** Kinds whose values repeat each other so much that one account with a value finds no pair. */
const FAINT_REPEAT = 0.3;

export function basisOf({ model, templates }: Links): Basis {
  const { population, tokens, groups, m, credit, agree, prior } = model;
  const held = { tag: words(), account: words() };
  const counts = { tag: words(), count: words() };
  tokens.kinds.forEach((kind, k) => {
    const values = kind.name === "template" ? templateValues(k, model) : plainValues(kind, model);
    if (values) fileValues(kind, { k, values, counted: countsOf(k, kind, values, model) }, held, counts);
  });
  return {
    accounts: population.size,
    prior,
    kinds: tokens.kinds.map(({ name, holders, meanValues }, k) => ({ name, holders, meanValues, m: m[k], credit: creditOf(k, credit) })),
    agree: Object.fromEntries(groups.names.map((name, g) => [name, agree[g]])),
    held: tagTable(held.tag.array.subarray(0, held.tag.length), held.account.array.subarray(0, held.account.length)),
    counts: tagTable(counts.tag.array.subarray(0, counts.tag.length), counts.count.array.subarray(0, counts.count.length)),
    prompts: promptsOf({ model, templates }),
  };
}

/** One kind's values by account (CSR), as they were linked. */
interface Values {
  start: Uint32Array;
  /** Value by row. */
  value: Uint32Array;
  hi(value: number): number;
  lo(value: number): number;
  count: number;
}

function plainValues({ name }: TokenKind, { population }: Links["model"]): Values | null {
  const sightings = population.sightings.get(name);
  if (!sightings) return null; // the near forms of a kind are not kept
  const { start, value, keyHi, keyLo } = sightings;
  return { start, value, count: keyHi.length, hi: (v) => keyHi[v], lo: (v) => keyLo[v] };
}

/** Templates that are shared, numbered from 0. */
function templateValues(k: number, { tokens, population }: Links["model"]): Values {
  const { first, last } = tokens.kinds[k];
  const start = new Uint32Array(population.size + 1);
  const value = words();
  for (let a = 0; a < population.size; a++) {
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
      if (tokens.token[p] >= first && tokens.token[p] < last) value.push(tokens.token[p] - first);
    start[a + 1] = value.length;
  }
  return { start, value: value.array.subarray(0, value.length), count: last - first, hi: (v) => v, lo: () => 0 };
}

type Rows<T extends string> = Record<"tag" | T, ReturnType<typeof words>>;

/** By value: its holders, and how many it counts as. */
interface Counted {
  holders: Uint32Array;
  count: Uint32Array;
}

function countsOf(k: number, { holders: having }: TokenKind, { start, value, count }: Values, { home }: Links["model"]): Counted {
  const holders = new Uint32Array(count);
  for (let p = 0; p < value.length; p++) holders[value[p]]++;
  if (home === null || home.regions.isRegional[k] === 0) return { holders, count: holders };
  return { holders, count: holdersAtHome({ start, value }, holders, k, having, home.regions) };
}

/** Values of kind `k`. */
function fileValues(
  kind: TokenKind,
  { k, values: { start, value, hi, lo }, counted: { holders, count } }: { k: number; values: Values; counted: Counted },
  held: Rows<"account">,
  counts: Rows<"count">,
): void {
  const left = stillListed(kind, holders);
  for (let v = 0; v < count.length; v++) {
    if (holders[v] < 2 || left[v] === count[v]) continue;
    counts.tag.push(tagOf(k, hi(v), lo(v)));
    counts.count.push(count[v]);
  }
  if (!kind.rule.blocks) return; // none of its values is listed
  for (let a = start.length - 2; a >= 0; a--)
    for (let p = start[a]; p < start[a + 1]; p++) {
      const v = value[p];
      if (left[v] === 0) continue;
      left[v]--;
      held.tag.push(tagOf(k, hi(v), lo(v)));
      held.account.push(a);
    }
}

/** By value of a kind: how many of its holders are to be listed, the latest. */
function stillListed({ rule, holders: having }: TokenKind, holders: Uint32Array): Uint32Array {
  const left = new Uint32Array(holders.length);
  if (!rule.blocks) return left;
  const common = Math.max(COMMON_SHARE * having, 12);
  const least = rule.repeat <= FAINT_REPEAT ? 2 : 1;
  for (let v = 0; v < left.length; v++) {
    const n = holders[v];
    if (n >= least && n <= common) left[v] = n <= ALL_MEET ? n : ROOM;
  }
  return left;
}

function promptsOf({ model: { population, tokens }, templates }: Pick<Links, "model" | "templates">): Basis["prompts"] {
  const hi = words();
  const lo = words();
  const template = words();
  const kinds = [
    [population.sightings.get("prompt"), templates.ofPrompt],
    [population.sightings.get("prompt_value"), templates.ofPromptValue],
  ] as const;
  const number = sharedNumbers(
    tokens.kinds.find(({ name }) => name === "template"),
    kinds,
    templates.count,
  );
  const taken = new Uint8Array(templates.count);
  for (const [sightings, of] of kinds) {
    if (!sightings) continue;
    const { keyHi, keyLo } = sightings;
    for (let v = 0; v < keyHi.length; v++) {
      const t = of[v];
      if (number[t] < 0 || taken[t] === PROMPTS_A_TEMPLATE) continue;
      taken[t]++;
      hi.push(keyHi[v]);
      lo.push(keyLo[v]);
      template.push(number[t]);
    }
  }
  return { hi: hi.trimmed(), lo: lo.trimmed(), template: template.trimmed() };
}

/**
 * By template: its number among those that are shared, or -1. A template's label is one of its own fingerprints, so that the fingerprint it
 * reads as belongs to it.
 */
function sharedNumbers(
  kind: TokenKind | undefined,
  kinds: readonly (readonly [Sightings | undefined, Uint32Array])[],
  count: number,
): Int32Array {
  const number = new Int32Array(count).fill(-1);
  if (!kind) return number;
  const labels = new PairTable();
  const mayBe = new Uint8Array(MAY_BE); // by the last bits: most fingerprints are no label, and need not be looked up
  for (let t = kind.first; t < kind.last; t++) {
    const label = kind.label(t);
    const lo = Number.parseInt(label.slice(8), 16);
    labels.put(Number.parseInt(label.slice(0, 8), 16) | 0, lo | 0, t - kind.first);
    mayBe[lo % MAY_BE] = 1;
  }
  for (const [sightings, of] of kinds) {
    if (!sightings) continue;
    const { keyHi, keyLo } = sightings;
    for (let v = 0; v < keyHi.length; v++) {
      if (mayBe[keyLo[v] % MAY_BE] === 0) continue;
      const shared = labels.get(keyHi[v] | 0, keyLo[v] | 0);
      if (shared >= 0) number[of[v]] = shared;
    }
  }
  return number;
}

/** How many of the accounts that were linked have the value; of what depends on the region, how many it counts as (`counts`). */
export function holdersIn({ held, counts }: Basis, tag: number): number {
  const [count] = numbersOf(counts, tag);
  return count ?? numbersOf(held, tag).length;
}

/** The template of a fingerprint: that of the nearest one known, where it is near enough; else -1. */
export function templateOf({ prompts: { hi, lo, template } }: Basis, high: number, low: number): number {
  let best = NEAR_BITS + 1;
  let found = -1;
  for (let i = 0; i < hi.length && best > 0; i++) {
    const distance = popcount32(hi[i] ^ high) + popcount32(lo[i] ^ low);
    if (distance >= best) continue;
    best = distance;
    found = template[i];
  }
  return found;
}
