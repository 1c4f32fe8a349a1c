/**
 * Accounts and what is wanted of one kind -> how many of them show something of each dossier, tier by tier: what is rare is counted apart
 * from what is common.
 */

import type { Homes } from "../link/home/homes.js";
import { discount } from "./dossier-rules.js";
import { type Scan, scanner, type WantedKind } from "./dossiers/wanted.js";

/** A wanted value belongs to the first tier whose bound its chance among innocent accounts does not exceed. */
export const TIERS = [1e-3, 1e-2, 1e-1, 1] as const;

export interface DossierTally {
  /** Accounts that show a value of this tier or a rarer one, and the sum of the best trust each has in those. */
  hits: Float64Array;
  trust: Float64Array;
  /** Of a regional kind: the hits by region in which the accounts may be at home. */
  at: Map<number, Float64Array>;
}

export interface Tally {
  /** Accounts that show the kind at all. */
  accounts: number;
  /** By dossier; only those with a hit. */
  dossiers: Map<number, DossierTally>;
  /** By wanted value: accounts that show it. */
  wanted: Map<number, number>;
}

/** What one kind's wanted values are worth, wherever they are met. */
export interface Ranked extends WantedKind {
  scan: Scan;
  /** Of each wanted value: its chance among innocent accounts, and the tier that follows. */
  chance: Float64Array;
  tier: Uint8Array;
  /** Of each wanted value: the trust of each of its holders, in their order. */
  trust: readonly Float64Array[];
  /** Accounts outside the clusters that show the kind. */
  outsiders: number;
  /** Of a kind whose values depend on where people live: where each account may be at home, and the outsiders by region. Else null. */
  homes: (Homes & { outsiders: Float64Array }) | null;
  /**
   * By dossier: the best trust it has in a value that is not common; by tier, the outsiders that show something of it, and the chance that
   * others share it; and the bits that hits were found to be worth.
   */
  stakes: ReadonlyMap<number, Stake>;
}

interface Stake {
  trust: number;
  outside: Float64Array;
  outsideAt: ReadonlyMap<number, Float64Array>;
  shared: Float64Array;
  bits: Map<number, number>;
}

/** Counts below this many accounts are guesses: they are drawn towards the rare. */
const PSEUDO_ACCOUNTS = 20;
/** Each further dossier that names a value makes it this much likelier that others hold it too. */
const PER_FURTHER_HOLDER = 0.1;

/**
 * `at` is the time as of which indicators have their age; `innocent` are the accounts outside every fraudulent cluster; `homes` are given
 * for kinds whose values depend on where people live.
 */
export function rank(kind: WantedKind, innocent: Uint32Array, at: number, homes: Homes | null = null): Ranked {
  const { wanted } = kind;
  const trust = wanted.map(({ holders }) => Float64Array.from(holders, ({ indicator }) => discount(indicator, at)));
  const seen = new Float64Array(wanted.length);
  const atHome = homes && { ...homes, outsiders: new Float64Array(homes.count) };
  let accounts = 0;
  const scan = scanner(kind);
  for (const account of innocent) {
    if (!scan.shows(account)) continue;
    accounts++;
    if (atHome) for (let r = atHome.start[account]; r < atHome.start[account + 1]; r++) atHome.outsiders[atHome.region[r]]++;
    for (const w of scan.hits(account)) seen[w]++;
  }
  const shared = wanted.map(({ holders }) => (new Set(holders.map(({ dossier }) => dossier)).size - 1) * PER_FURTHER_HOLDER);
  const chance = Float64Array.from(wanted, (_, w) => Math.min(1, rate(seen[w], accounts) + shared[w]));
  const tier = Uint8Array.from(chance, (p) => TIERS.findIndex((bound) => p <= bound));
  const ranked: Ranked = { ...kind, scan, chance, tier, trust, outsiders: accounts, homes: atHome, stakes: new Map() };
  return { ...ranked, stakes: stakesOf(ranked, tally(ranked, innocent), shared) };
}

function stakesOf(ranked: Ranked, outside: Tally, shared: readonly number[]): Ranked["stakes"] {
  const stakes = new Map<number, Stake>();
  ranked.wanted.forEach(({ holders }, w) => {
    holders.forEach(({ dossier }, h) => {
      const none = new Float64Array(TIERS.length);
      const { hits, at } = outside.dossiers.get(dossier) ?? { hits: none, at: new Map<number, Float64Array>() };
      const stake = stakes.get(dossier) ?? { trust: 0, outside: hits, outsideAt: at, shared: none.slice(), bits: new Map() };
      stakes.set(dossier, stake);
      for (let t = ranked.tier[w]; t < TIERS.length; t++) stake.shared[t] = Math.max(stake.shared[t], shared[w]);
      if (ranked.tier[w] < TIERS.length - 1) stake.trust = Math.max(stake.trust, ranked.trust[w][h]);
    });
  });
  return stakes;
}

/**
 * The chance that an account outside shows something of a dossier, everywhere or, where that is greater, where the accounts of `seen` that
 * show it are at home: what all people of a country have marks nobody there. `among`: those of `seen` were counted with the outsiders.
 */
export function chanceOf(ranked: Ranked, seen: Tally, dossier: number, tier: number, among: boolean): number {
  const { outside, outsideAt, shared } = ranked.stakes.get(dossier)!;
  const found = seen.dossiers.get(dossier);
  const everywhere = among
    ? rate(outside[tier] - (found?.hits[tier] ?? 0), ranked.outsiders - seen.accounts)
    : rate(outside[tier], ranked.outsiders);
  let [atHome, hits] = [0, 0];
  if (ranked.homes && found) {
    for (const [region, here] of found.at) {
      const own = among ? here[tier] : 0;
      const others = (outsideAt.get(region)?.[tier] ?? 0) - own;
      const people = ranked.homes.outsiders[region] - own;
      atHome += (here[tier] * (others + PSEUDO_ACCOUNTS * everywhere)) / (people + PSEUDO_ACCOUNTS);
      hits += here[tier];
    }
  }
  return Math.min(0.95, Math.max(everywhere, hits > 0 ? atHome / hits : 0) + shared[tier]);
}

function rate(count: number, accounts: number): number {
  return (count + 0.5) / (accounts + PSEUDO_ACCOUNTS);
}

export function tally(ranked: Ranked, accounts: Iterable<number>): Tally {
  const out: Tally = { accounts: 0, dossiers: new Map(), wanted: new Map() };
  for (const account of accounts) {
    if (!ranked.scan.shows(account)) continue;
    out.accounts++;
    const hits = ranked.scan.hits(account);
    if (hits.length > 0) count(ranked, account, hits, out);
  }
  return out;
}

/** Of one account: per dossier the best trust by tier, then into the sums. */
function count({ wanted, tier, trust, homes }: Ranked, account: number, hits: readonly number[], out: Tally): void {
  const best = new Map<number, Float64Array>();
  for (const w of hits) {
    out.wanted.set(w, (out.wanted.get(w) ?? 0) + 1);
    wanted[w].holders.forEach(({ dossier }, h) => {
      let tiers = best.get(dossier);
      if (!tiers) {
        tiers = new Float64Array(TIERS.length).fill(-1);
        best.set(dossier, tiers);
      }
      for (let t = tier[w]; t < TIERS.length; t++) tiers[t] = Math.max(tiers[t], trust[w][h]);
    });
  }
  for (const [dossier, tiers] of best) {
    let sums = out.dossiers.get(dossier);
    if (!sums) {
      sums = { hits: new Float64Array(TIERS.length), trust: new Float64Array(TIERS.length), at: new Map() };
      out.dossiers.set(dossier, sums);
    }
    for (let t = 0; t < TIERS.length; t++) {
      if (tiers[t] < 0) continue;
      sums.hits[t]++;
      sums.trust[t] += tiers[t];
    }
    if (homes) for (let r = homes.start[account]; r < homes.start[account + 1]; r++) addAt(sums.at, homes.region[r], tiers);
  }
}

function addAt(at: Map<number, Float64Array>, region: number, tiers: Float64Array): void {
  const here = at.get(region) ?? new Float64Array(TIERS.length);
  at.set(region, here);
  for (let t = 0; t < TIERS.length; t++) if (tiers[t] >= 0) here[t]++;
}
