/** A set of accounts -> the case of every dossier: its evidence for and against, kind by kind, beside that of its rivals. */

import { kindOf } from "../indicator/kinds/registry.js";
import type { Population } from "../indicator/population.js";
import { homesOf } from "../link/home/homes.js";
import type { CaseEvidence, OperatorCase } from "../model/cluster.js";
import type { Dossier } from "../model/dossier.js";
import { type WantedKind, wantedOf } from "./dossiers/wanted.js";
import { capped, doubtLoneMark, heedAfresh, kindBits, kindEvidence, sizeEvidence, strongestFirst, total } from "./evidence.js";
import { type Ranked, rank, type Tally, tally } from "./tally.js";
import { habitsOf, profileEvidence, usualHabits } from "./work-habits.js";

export type Weigh = (accounts: readonly number[]) => OperatorCase[];

/** What a dossier loses where a rival's explains twice the accounts, and at the most. */
const RIVAL_BITS = 1;
const RIVAL_LIMIT = 3;

/** Gives the cases in the order of the dossiers. `clusters` are the fraudulent ones: what is common outside them says little. */
export function weigher(population: Population, clusters: readonly (readonly number[])[], dossiers: readonly Dossier[]): Weigh {
  const innocent = outside(population, clusters);
  const kinds = ranks(population, innocent, dossiers);
  const usual = usualHabits(population, clusters, innocent);
  return (accounts) => {
    const shown = kinds.map((kind) => rivals(kind, tally(kind, accounts), dossiers));
    const habits = habitsOf(population, accounts);
    return dossiers.map(({ id, profile }, d) => {
      const marks = heedAfresh(doubtLoneMark(capped(shown.flatMap((cases) => cases[d] ?? []))));
      const evidence = strongestFirst([...marks, ...capped(profileEvidence(profile, habits, usual)), ...sizeEvidence(accounts.length)]);
      return { operator: id, bits: total(evidence), evidence };
    });
  };
}

/**
 * Gives the bits of the likeliest dossier by what it names alone, nought where none is met: for any set of accounts, before anybody knows
 * which clusters are fraudulent.
 */
export function supporter(population: Population, dossiers: readonly Dossier[]): (accounts: readonly number[]) => number {
  const kinds = ranks(population, outside(population, []), dossiers);
  return (accounts) => {
    const tallies = kinds.map((kind) => tally(kind, accounts));
    const met = new Set<number>();
    for (const { dossiers: shown } of tallies) for (const d of shown.keys()) met.add(d);
    let most = 0;
    for (const d of met) {
      const evidence = kinds.flatMap((kind, k): CaseEvidence[] => {
        const weighed = kindBits(kind, tallies[k], d, true);
        return weighed ? [{ family: kind.about.family, kind: kind.kind, value: "", accounts: 0, bits: weighed.bits, detail: "" }] : [];
      });
      most = Math.max(most, total(doubtLoneMark(capped(evidence))));
    }
    return most;
  };
}

/** As of the last that was seen of anybody. */
function ranks(population: Population, innocent: Uint32Array, dossiers: readonly Dossier[]): Ranked[] {
  const at = population.lastSeen.reduce((latest, time) => Math.max(latest, time), 0);
  const homes = homesOf(population);
  const isRegional = ({ about }: WantedKind) => about.sources.some((source) => kindOf(source).link?.regional);
  return wantedOf(population, dossiers).map((kind) => rank(kind, innocent, at, isRegional(kind) ? homes : null));
}

/** Of one kind the evidence for each dossier: where several are met, the ones that explain fewer accounts lose some of it. */
function rivals(kind: Ranked, seen: Tally, dossiers: readonly Dossier[]): (CaseEvidence | null)[] {
  const evidence = dossiers.map((_, d) => kindEvidence(kind, seen, d));
  const most = Math.max(0, ...evidence.map((one) => (one && one.bits > 0 ? one.accounts : 0)));
  return evidence.map((one) => {
    if (!one || one.bits <= 0 || one.accounts === most) return one;
    return { ...one, bits: one.bits - Math.min(RIVAL_LIMIT, RIVAL_BITS * Math.log2(most / one.accounts)) };
  });
}

/** Accounts outside every one of the clusters. */
export function outside(population: Population, clusters: readonly (readonly number[])[]): Uint32Array {
  const inside = new Uint8Array(population.size);
  for (const accounts of clusters) for (const account of accounts) inside[account] = 1;
  const accounts = new Uint32Array(population.size);
  let size = 0;
  for (let a = 0; a < inside.length; a++) if (inside[a] === 0) accounts[size++] = a;
  return accounts.slice(0, size);
}
