/**
 * Loose accounts -> decoys: each has the values of one family from one account and of the next family from another, all at home in one
 * region and as busy, so that whatever makes a decoy look like one of a community is chance. How many of them would be taken in tells how
 * many strangers are (target and decoy: Elias & Gygi 2007, for spectra; the same thought as a knockoff, Barber & Candes 2015).
 */
import { bitOf, type Groups, wordOf } from "../../link/groups.js";
import type { LinkModel } from "../../link/model.js";
import type { LinkFamily } from "../../model/family.js";
import { words } from "../../tools/growing.js";
import { mix32 } from "../../tools/mix.js";
import type { Profiles } from "./profile.js";

/** So many are enough. */
const MOST = 50_000;
/** What one hand does at once stays together: who acts together does so on prompts. */
const DRAWN_TOGETHER: readonly (readonly LinkFamily[])[] = [
  ["identity"],
  ["payment"],
  ["network"],
  ["device", "tooling"],
  ["behaviour", "time"],
  ["co-use"],
  ["attribute"],
];
const drawnWith = (family: LinkFamily): number => DRAWN_TOGETHER.findIndex((families) => families.includes(family));
const IDENTITY = drawnWith("identity");
const TIME = drawnWith("time");

/** The profiles again, of which the accounts are the decoys: numbered from 0. */
export interface Decoys {
  profiles: Profiles;
  count: number;
}

/** `loose` are the accounts that they are made of, ascending. As many decoys as accounts, or MOST. */
export function decoysOf(loose: readonly number[], all: Profiles): Decoys {
  const { model } = all;
  const { population } = model;
  const donors = donorsOf(strataOf(loose, model), Math.min(MOST, loose.length));
  const view = {
    ...model,
    tokens: { ...model.tokens, ...tokensOf(donors, model) },
    groups: groupsOf(donors, model),
    coactions: { ...model.coactions, ...meetingsOf(donors, model) },
    population: { ...population, signupAt: Float64Array.from(donors, (from) => population.signupAt[from[TIME]]) },
  };
  const isSuspended = Uint8Array.from(donors, (from) => all.isSuspended[from[IDENTITY]]);
  return { profiles: { ...all, model: view, isSuspended }, count: donors.length };
}

/** By region and how many values they have, each in an order of its own; the lesser region first, then the fewer values. */
function strataOf(loose: readonly number[], { tokens, home }: LinkModel): number[][] {
  const by = new Map<number, number[]>();
  for (const a of loose) {
    const regions = home?.regions;
    const region = regions && regions.start[a + 1] > regions.start[a] ? regions.region[regions.start[a]] + 1 : 0;
    const busy = Math.floor(Math.log2(1 + tokens.start[a + 1] - tokens.start[a]));
    const key = region * 32 + busy;
    const list = by.get(key);
    if (list) list.push(a);
    else by.set(key, [a]);
  }
  return [...by.entries()].sort(([x], [y]) => x - y).map(([, accounts]) => accounts.sort((a, b) => mix32(a) - mix32(b) || a - b));
}

/** By decoy, of each family that is drawn: the account that it is from. Each stratum gives its share of so many. */
function donorsOf(strata: readonly (readonly number[])[], count: number): number[][] {
  const loose = strata.reduce((sum, { length }) => sum + length, 0);
  const donors: number[][] = [];
  let upTo = 0;
  for (const accounts of strata) {
    upTo += accounts.length;
    const until = Math.min(count, Math.round((upTo * count) / loose));
    for (let i = 0; donors.length < until; i++) donors.push(DRAWN_TOGETHER.map((_, family) => accounts[(i + family) % accounts.length]));
  }
  return donors;
}

/** By decoy (CSR): the tokens that each donor has of its family, ascending. */
function tokensOf(donors: readonly (readonly number[])[], { tokens: { kinds, kindOf, start, token } }: LinkModel): Rows<"token"> {
  const familyOf = kinds.map(({ rule }) => drawnWith(rule.family));
  const rows = { start: new Uint32Array(donors.length + 1), token: words() };
  for (const [d, from] of donors.entries()) {
    for (const [family, a] of from.entries())
      for (let p = start[a]; p < start[a + 1]; p++) if (familyOf[kindOf[token[p]]] === family) rows.token.push(token[p]);
    rows.token.array.subarray(rows.start[d], rows.token.length).sort();
    rows.start[d + 1] = rows.token.length;
  }
  return { start: rows.start, token: rows.token.trimmed() };
}

type Rows<T extends string> = Record<"start" | T, Uint32Array>;

/** The groups of kinds that each donor has anything of, of its family. */
function groupsOf(donors: readonly (readonly number[])[], { tokens, groups }: LinkModel): Groups {
  const { names, of, words: wide } = groups;
  const familyOf = names.map((_, g) => drawnWith(tokens.kinds[of.indexOf(g)].rule.family));
  const present = new Uint32Array(donors.length * wide);
  for (const [d, from] of donors.entries())
    for (let g = 0; g < names.length; g++) if (groups.has(from[familyOf[g]], g)) present[d * wide + wordOf(g)] |= bitOf(g);
  return { names, of, words: wide, present } as Groups;
}

/** By decoy (CSR): whom the one that its prompts are from acted together with. */
function meetingsOf(donors: readonly (readonly number[])[], { coactions: { start, partner } }: LinkModel): Rows<"partner"> {
  const met = { start: new Uint32Array(donors.length + 1), partner: words() };
  for (const [d, from] of donors.entries()) {
    const actor = from[TIME];
    for (let p = start[actor]; p < start[actor + 1]; p++) met.partner.push(partner[p]);
    met.start[d + 1] = met.partner.length;
  }
  return { start: met.start, partner: met.partner.trimmed() };
}
