/**
 * Where accounts are at home -> how common a value is among those who are there too. The country decides which banks, mail providers,
 * carriers and names there are: two people of one country share several of these by no hand of anybody's. Given the country they are
 * independent; without it each of them would count the country again.
 */
import type { Population } from "../../indicator/population.js";
import { words } from "../../tools/growing.js";
import { sharedFloats, sharedWords } from "../../tools/shared.js";
import { type Credit, credited } from "../belief/credit.js";
import { valueBits } from "../rules.js";
import type { Tokens } from "../tokens.js";
import { type Homes, homesOf } from "./homes.js";

/** What the share everywhere weighs in that of a region: as much as so many accounts that are at home there. */
const SHRINKAGE = 20;
/** A value of fewer holders is as rare in every region as the two who share it make it. */
const LEAST_HOLDERS = 3;

/** Regions are numbered; what they are called is nobody's business. */
export interface Regions extends Homes {
  /** By kind of tokens: 1 where its values depend on the region. */
  isRegional: Uint8Array;
  /** By token (CSR): the regions where it is held, ascending, and how many hold it there. */
  tokenStart: Uint32Array;
  tokenRegion: Uint32Array;
  tokenHolders: Uint32Array;
  /** By kind of tokens and region: accounts of the region that have any value of the kind. */
  having: Float64Array;
}

/** Null where the data say of nobody where they are at home, or nothing that depends on it. */
export function regionsOf(population: Population, tokens: Tokens): Regions | null {
  const isRegional = Uint8Array.from(tokens.kinds, ({ rule }) => (rule.regional ? 1 : 0));
  const homes = homesOf(population);
  if (homes.count < 2 || !isRegional.includes(1)) return null;
  const counted = tokens.holders.map((holders, t) => (isRegional[tokens.kindOf[t]] === 1 ? holders : 0));
  const held = holdersByRegion({ start: tokens.start, value: tokens.token }, counted, homes);
  return {
    ...homes,
    isRegional,
    tokenStart: held.start,
    tokenRegion: held.region,
    tokenHolders: held.holders,
    having: havingByRegion(population, tokens, homes, isRegional),
  };
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

/** By account (CSR): values, or tokens; an account has each once. */
interface Rows {
  start: Uint32Array;
  value: Uint32Array;
}

/** By value (CSR): the regions where it is held, ascending, and how many hold it there. `counted` has its holders, 0 to leave it out. */
function holdersByRegion(
  rows: Rows,
  counted: Uint32Array,
  { start, region, count }: Homes,
): Record<"start" | "region" | "holders", Uint32Array> {
  const list = holdersOf(rows, counted);
  const starts = sharedWords(counted.length + 1);
  const found = { region: words(), holders: words() };
  const here = new Uint32Array(count); // clean between values
  const met = new Uint32Array(count);
  for (let v = 0; v < counted.length; v++) {
    let size = 0;
    for (let h = list.start[v]; h < list.start[v + 1]; h++) {
      const a = list.account[h];
      for (let r = start[a]; r < start[a + 1]; r++) if (here[region[r]]++ === 0) met[size++] = region[r];
    }
    for (const r of met.subarray(0, size).sort()) {
      found.region.push(r);
      found.holders.push(here[r]);
      here[r] = 0;
    }
    starts[v + 1] = found.region.length;
  }
  return { start: starts, region: found.region.shared(), holders: found.holders.trimmed() };
}

/** By value (CSR): who holds it, of values with enough holders. */
function holdersOf({ start, value }: Rows, counted: Uint32Array): Record<"start" | "account", Uint32Array> {
  const from = new Uint32Array(counted.length + 1);
  for (let v = 0; v < counted.length; v++) from[v + 1] = from[v] + (counted[v] >= LEAST_HOLDERS ? counted[v] : 0);
  const next = from.slice(0, counted.length);
  const account = new Uint32Array(from[counted.length]);
  for (let a = 0; a + 1 < start.length; a++)
    for (let p = start[a]; p < start[a + 1]; p++) if (from[value[p] + 1] > from[value[p]]) account[next[value[p]]++] = a;
  return { start: from, account };
}

/** The share of a region that holds a value beside two who share it, drawn to the share everywhere where few are at home there. */
function shareBeside(two: { holders: number; having: number }, everywhere: number): number {
  const others = Math.max(0, two.having - 2);
  return Math.max(everywhere, (Math.max(0, two.holders - 2) + SHRINKAGE * everywhere) / (others + SHRINKAGE));
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
      const share = shareBeside({ holders: tokenHolders[r], having: having[k * count + tokenRegion[r]] }, everywhere);
      const worth = valueBits(m[k], holders[t], kind.holders, kind.rule) - Math.log2(share / everywhere);
      bits[r] = credited(Math.max(0, worth), k, holders[t], credit);
    }
  return bits;
}

/**
 * Values of one kind -> how many would hold each if it were as common everywhere as in the region where it is the commonest; never fewer
 * than do. `holders` counts them, of `everybody` who has any.
 */
export function holdersAtHome(rows: Rows, holders: Uint32Array, kind: number, everybody: number, regions: Regions): Uint32Array {
  const { start, region, holders: held } = holdersByRegion(rows, holders, regions);
  return holders.map((count, v) => {
    const everywhere = count / everybody;
    let greatest = everywhere;
    for (let r = start[v]; r < start[v + 1]; r++) {
      const having = regions.having[kind * regions.count + region[r]];
      greatest = Math.max(greatest, shareBeside({ holders: held[r], having }, everywhere));
    }
    return Math.round(greatest * everybody);
  });
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
