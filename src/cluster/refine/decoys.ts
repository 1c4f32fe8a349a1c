/**
 * Loose accounts -> decoys: each has the values of one family from one account and of the next family from another, all at home in one region
 * and as busy, so that whatever makes a decoy look like one of a community is chance. How many of them would be taken in tells how many
 * strangers are (target and decoy: Elias & Gygi 2007, for spectra; the same thought as a knockoff, Barber & Candes 2015).
 */
import { bitOf, wordOf } from "../../link/groups.js";
import { CAP_BEYOND_PRIOR } from "../../link/rules.js";
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

/** The profiles again, of which the accounts are the decoys: numbered from 0. */
export interface Decoys {
  profiles: Profiles;
  count: number;
}

/** `loose` are the accounts that they are made of, ascending. */
export function decoysOf(loose: readonly number[], all: Profiles): Decoys {
  const { model } = all;
  const { tokens, groups, coactions, population } = model;
  const familyOf = tokens.kinds.map(({ rule }) => DRAWN_TOGETHER.findIndex((families) => families.includes(rule.family)));
  const timed = DRAWN_TOGETHER.findIndex((families) => families.includes("time"));
  const strata = strataOf(loose, all);
  const count = Math.min(MOST, loose.length);
  const rows = { start: new Uint32Array(count + 1), token: words() };
  const met = { start: new Uint32Array(count + 1), partner: words() };
  const present = new Uint32Array(count * groups.words);
  const signupAt = new Float64Array(count);
  const isSuspended = new Uint8Array(count);
  const groupDrawn = groups.names.map((_, g) => familyOf[groups.of.indexOf(g)]);
  let made = 0;
  for (const stratum of strata) {
    const until = Math.min(count, Math.round(((stratum.from + stratum.accounts.length) * count) / loose.length));
    for (let i = 0; made < until; i++, made++) {
      const donor = (family: number): number => stratum.accounts[(i + family) % stratum.accounts.length];
      const first = rows.token.length;
      for (let family = 0; family < DRAWN_TOGETHER.length; family++) {
        const a = donor(family);
        for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
          if (familyOf[tokens.kindOf[tokens.token[p]]] === family) rows.token.push(tokens.token[p]);
      }
      rows.token.array.subarray(first, rows.token.length).sort();
      rows.start[made + 1] = rows.token.length;
      for (let g = 0; g < groupDrawn.length; g++)
        if (groups.has(donor(groupDrawn[g]), g)) present[made * groups.words + wordOf(g)] |= bitOf(g);
      const actor = donor(timed);
      for (let p = coactions.start[actor]; p < coactions.start[actor + 1]; p++) met.partner.push(coactions.partner[p]);
      met.start[made + 1] = met.partner.length;
      signupAt[made] = population.signupAt[actor];
      isSuspended[made] = all.isSuspended[stratum.accounts[i % stratum.accounts.length]];
    }
  }
  const { names, of, words: wide } = groups;
  const view = {
    ...model,
    tokens: { ...tokens, start: rows.start, token: rows.token.trimmed() },
    groups: { names, of, words: wide, present } as typeof groups,
    coactions: { ...coactions, start: met.start, partner: met.partner.trimmed() },
    population: { ...population, size: population.size, signupAt },
  };
  return { profiles: { ...all, model: view, isSuspended }, count: made };
}

interface Stratum {
  /** How many are in those before. */
  from: number;
  accounts: number[];
}

/** By region and how many values they have, each in an order of its own. */
function strataOf(loose: readonly number[], { model }: Profiles): Stratum[] {
  const { tokens, home } = model;
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
  let from = 0;
  return [...by.entries()]
    .sort(([x], [y]) => x - y)
    .map(([, accounts]) => {
      const stratum = { from, accounts: accounts.sort((a, b) => mix32(a) - mix32(b) || a - b) };
      from += accounts.length;
      return stratum;
    });
}

export const FAMILIES_DRAWN = Object.keys(CAP_BEYOND_PRIOR);
