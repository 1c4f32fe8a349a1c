/**
 * Where accounts are at home -> how common a value is among those who are there too. The country decides which banks, mail providers,
 * carriers and names there are: two people of one country share several of these by no hand of anybody's. Given the country they are
 * independent; without it each of them would count the country again.
 */
import type { Population, Sightings } from "../indicator/population.js";
import { words } from "../tools/growing.js";
import { sharedFloats, sharedWords } from "../tools/shared.js";
import { type Credit, credited } from "./credit.js";
import { dialCode } from "./dial-code.js";
import { valueBits } from "./rules.js";
import type { Tokens } from "./tokens.js";

/** What the share everywhere weighs in that of a region: as much as so many accounts that are at home there. */
const SHRINKAGE = 20;
/** A value of fewer holders is as rare in every region as the two who share it make it. */
const LEAST_HOLDERS = 3;

/** Regions are numbered; what they are called is nobody's business. */
export interface Regions {
  /** By account (CSR): where it may be at home, ascending; nowhere where the data do not say. */
  start: Uint32Array;
  region: Uint32Array;
  /** By kind of tokens: 1 where its values depend on the region. */
  isRegional: Uint8Array;
  /** By token (CSR): the regions where it is held, ascending, and how many hold it there. */
  tokenStart: Uint32Array;
  tokenRegion: Uint32Array;
  tokenHolders: Uint32Array;
  /** By kind of tokens and region: accounts of the region that have any value of the kind. */
  having: Float64Array;
  count: number;
}

/** Null where the data say of nobody where they are at home, or nothing that depends on it. */
export function regionsOf(population: Population, tokens: Tokens): Regions | null {
  const isRegional = Uint8Array.from(tokens.kinds, ({ rule }) => (rule.regional ? 1 : 0));
  const homes = homesOf(population);
  if (homes.count < 2 || !isRegional.includes(1)) return null;
  const held = holdersByRegion(tokens, homes, isRegional);
  return { ...homes, isRegional, ...held, having: havingByRegion(population, tokens, homes, isRegional) };
}

export type Homes = Pick<Regions, "start" | "region" | "count">;

/** The countries of an account and of its cards; of who has none, of its phones; else its time zones. */
export function homesOf(population: Population): Homes {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const read = (kind: string, nameOf: (text: string) => string | null) => {
    const sightings = population.sightings.get(kind);
    return sightings ? { sightings, number: numbered(sightings, (text) => nameOf(text), numberOf) } : null;
  };
  const places = [
    [read("country", upper), read("payment_country", upper)],
    [read("phone_prefix", dialCode)],
    [read("timezone", (zone) => zone)],
  ].map((of) => of.filter((each) => each !== null));
  const start = sharedWords(population.size + 1);
  const found = words();
  for (let a = 0; a < population.size; a++) {
    for (const of of places) {
      for (const { sightings, number } of of)
        for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++) insert(number[sightings.value[s]], start[a], found);
      if (found.length > start[a]) break;
    }
    start[a + 1] = found.length;
  }
  const region = sharedWords(found.length);
  region.set(found.array.subarray(0, found.length));
  return { start, region, count: numbers.size };
}

const upper = (text: string): string => text.toUpperCase();

/** By value: the number of the region that it names, -1 where it names none. */
function numbered({ keyHi, text }: Sightings, nameOf: (text: string) => string | null, numberOf: (name: string) => number): Int32Array {
  return Int32Array.from(keyHi, (_, v) => {
    const name = nameOf(text(v));
    return name === null ? -1 : numberOf(name);
  });
}

/** Into the list that begins at `from`, ascending, each once. */
function insert(region: number, from: number, list: ReturnType<typeof words>): void {
  if (region < 0) return;
  let at = list.length;
  for (; at > from && list.array[at - 1] >= region; at--) if (list.array[at - 1] === region) return;
  list.push(region);
  for (let i = list.length - 1; i > at; i--) list.array[i] = list.array[i - 1];
  list.array[at] = region;
}

function havingByRegion(population: Population, { kinds }: Tokens, { start, region, count }: Homes, isRegional: Uint8Array): Float64Array {
  const having = new Float64Array(kinds.length * count);
  kinds.forEach(({ name, rule }, k) => {
    const of = population.sightings.get(name)?.start;
    if (isRegional[k] === 0 || !of) return;
    for (let a = 0; a < population.size; a++)
      if (rule.ofEverybody || of[a + 1] > of[a]) for (let r = start[a]; r < start[a + 1]; r++) having[k * count + region[r]]++;
  });
  return having;
}

/** Token by token: its holders are listed first (CSR), then counted by region. */
function holdersByRegion(
  tokens: Tokens,
  { start, region, count }: Homes,
  isRegional: Uint8Array,
): Pick<Regions, "tokenStart" | "tokenRegion" | "tokenHolders"> {
  const { kindOf, holders } = tokens;
  const from = new Uint32Array(holders.length + 1);
  for (let t = 0; t < holders.length; t++)
    from[t + 1] = from[t] + (isRegional[kindOf[t]] === 1 && holders[t] >= LEAST_HOLDERS ? holders[t] : 0);
  const next = from.slice(0, holders.length);
  const holder = new Uint32Array(from[holders.length]);
  for (let a = 0; a + 1 < tokens.start.length; a++)
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
      const t = tokens.token[p];
      if (from[t + 1] > from[t]) holder[next[t]++] = a;
    }
  const tokenStart = sharedWords(holders.length + 1);
  const found = { region: words(), holders: words() };
  const here = new Uint32Array(count); // clean between tokens
  const met = new Uint32Array(count);
  for (let t = 0; t < holders.length; t++) {
    let size = 0;
    for (let h = from[t]; h < next[t]; h++)
      for (let r = start[holder[h]]; r < start[holder[h] + 1]; r++) if (here[region[r]]++ === 0) met[size++] = region[r];
    for (const r of met.subarray(0, size).sort()) {
      found.region.push(r);
      found.holders.push(here[r]);
      here[r] = 0;
    }
    tokenStart[t + 1] = found.region.length;
  }
  const tokenRegion = sharedWords(found.region.length);
  tokenRegion.set(found.region.array.subarray(0, found.region.length));
  return { tokenStart, tokenRegion, tokenHolders: found.holders.trimmed() };
}

/** What sharing each value is worth in each of its regions, beside `tokenRegion`: as rare there as others than the two make it. */
export function regionalBits(regions: Regions, { kinds, kindOf, holders }: Tokens, m: Float64Array, credit: Credit): Float32Array {
  const { tokenStart, tokenRegion, tokenHolders, having, count } = regions;
  const bits = sharedFloats(tokenRegion.length);
  for (let t = 0; t < holders.length; t++)
    for (let r = tokenStart[t]; r < tokenStart[t + 1]; r++) {
      const k = kindOf[t];
      const kind = kinds[k];
      const everywhere = holders[t] / kind.holders;
      const others = Math.max(0, having[k * count + tokenRegion[r]] - 2);
      const share = Math.max(everywhere, (Math.max(0, tokenHolders[r] - 2) + SHRINKAGE * everywhere) / (others + SHRINKAGE));
      const worth = valueBits(m[k], holders[t], kind.holders, kind.rule) - Math.log2(share / everywhere);
      bits[r] = credited(Math.max(0, worth), k, holders[t], credit);
    }
  return bits;
}

/** The greatest share of those at home where the account may be that hold the token; `everywhere` where nobody knows. */
export function shareAtHome(account: number, token: number, kind: number, everywhere: number, regions: Regions): number {
  const { start, region, tokenStart, tokenRegion, tokenHolders, having, count } = regions;
  let greatest = 0;
  let t = tokenStart[token];
  const end = tokenStart[token + 1];
  for (let r = start[account]; r < start[account + 1]; r++) {
    while (t < end && tokenRegion[t] < region[r]) t++; // both ascend
    const holders = t < end && tokenRegion[t] === region[r] ? tokenHolders[t] : 0;
    greatest = Math.max(greatest, (holders + SHRINKAGE * everywhere) / (having[kind * count + region[r]] + SHRINKAGE));
  }
  return greatest === 0 ? everywhere : greatest;
}
