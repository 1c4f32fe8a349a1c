/**
 * The index of a clustering + the footprints of accounts that came since -> where each belongs now, with its evidence. In memory are only
 * those that came since.
 */

import { bondsOf, type Pair } from "../cluster/refine/bonds.js";
import { TRIM_SHARE } from "../cluster/search/detect.js";
import { populationOfRows } from "../indicator/build.js";
import { mergePart } from "../indicator/merge.js";
import type { Population } from "../indicator/population.js";
import { LINKS_KEPT } from "../link/link.js";
import { modelAmong, Newcomers, partnersOf, taggedValues } from "../link/newcomers.js";
import { linkRule } from "../link/rules.js";
import { PairScorer } from "../link/score.js";
import { withoutStruck } from "../link/struck.js";
import { findTemplates } from "../link/templates.js";
import { type Innocence, innocenceOf } from "../model/judged-accounts.js";
import type { Judgement } from "../model/judgement.js";
import type { LinkEvidence } from "../model/link.js";
import type { Placement } from "../model/placement.js";
import type { FootprintRow } from "../ports/footprints.js";
import { byCodeUnit } from "../tools/order.js";
import { type Place, place, type Tie } from "./place.js";
import type { PlacementIndex } from "./placement-index.js";

export interface PlaceOptions {
  /** Footprints of accounts that stood at the clustering. */
  footprintsOf(accounts: readonly string[]): Promise<readonly FootprintRow[]>;
  judgements: readonly Judgement[];
  /** Milliseconds since 1970. */
  at: number;
}

/** Accounts scored in one go: their partners' footprints are in memory meanwhile. */
const TOGETHER = 64;
const TIES_SHOWN = 3;
/** Pairs of an account of which the evidence is kept: its strongest. */
const EXPLAINED = 12;

interface Scored {
  other: number;
  bits: number;
  evidence: readonly LinkEvidence[];
}

export class Placer {
  readonly #index: PlacementIndex;
  readonly #numbers: Map<string, number>;
  /** By number: those that stood, then those that came since. */
  readonly #names: string[];
  readonly #footprints = new Map<string, Uint8Array>();
  readonly #newcomers = new Newcomers();
  readonly #ties = new Map<number, Tie[]>();
  readonly #scored = new Map<number, Scored[]>();

  constructor(index: PlacementIndex) {
    this.#index = index;
    this.#names = [...index.accounts];
    this.#numbers = new Map(index.accounts.map((account, i) => [account, i]));
  }

  /** How many came since. */
  get size(): number {
    return this.#footprints.size;
  }

  /** Adds what segments hold of accounts that came since the clustering; returns these, in the order of their ids. */
  absorb(segments: readonly Uint8Array[]): string[] {
    const wanted = (account: string) => this.#footprints.has(account) || !this.#numbers.has(account);
    const merged = mergePart(this.#footprints, segments, wanted);
    for (const { account, bytes } of merged) this.add(account, bytes);
    return merged.map(({ account }) => account);
  }

  /** Takes an account for one that came since, also where it stood alone in the clustering. */
  add(account: string, footprint: Uint8Array): void {
    if (!this.#footprints.has(account)) this.#numbers.set(account, this.#names.push(account) - 1);
    this.#footprints.set(account, footprint.slice()); // what it came in may be a whole segment
  }

  /** Where accounts that were added belong, and those that came before and are tied to them; sorted by account. */
  async place(accounts: readonly string[], options: PlaceOptions): Promise<Placement[]> {
    const placed = new Map<string, Placement>();
    const bonds = bondsOf(options.judgements);
    const innocence = innocenceOf(options.judgements);
    const untied = new Set([...innocence.accounts].flatMap((account) => this.#numbers.get(account) ?? []));
    const numbered = (pairs: readonly Pair[]) =>
      pairs
        .map(([a, b]) => [this.#numbers.get(a), this.#numbers.get(b)] as const)
        .filter((pair): pair is [number, number] => !pair.includes(undefined));
    for (let from = 0; from < accounts.length; from += TOGETHER) {
      const some = accounts.slice(from, from + TOGETHER);
      await this.#score(some, options, innocence.struck);
      const places = place(
        some.map((account) => this.#numbers.get(account)!),
        {
          partition: this.#index.partition,
          ties: this.#tiesWithout(untied),
          bonds: { must: numbered(bonds.must), never: numbered(bonds.never) },
          trim: TRIM_SHARE,
        },
      );
      for (const each of places) placed.set(this.#names[each.account], this.#placement(each, options.at, untied));
    }
    return [...placed.values()].sort((a, b) => byCodeUnit(a.account, b.account));
  }

  /** Nobody is placed by a tie to who was judged innocent, also where that was said after it was weighed; and who was, by none. */
  #tiesWithout(untied: ReadonlySet<number>): { get(account: number): readonly Tie[] | undefined } {
    if (untied.size === 0) return this.#ties;
    return { get: (account) => this.#ties.get(account)?.filter(({ a, b }) => !untied.has(a) && !untied.has(b)) };
  }

  /** Finds and weighs the ties of accounts that came since, by what is not struck from the evidence. */
  async #score(accounts: readonly string[], { footprintsOf }: PlaceOptions, struck: Innocence["struck"]): Promise<void> {
    const { basis } = this.#index;
    const unstruck = (population: Population) =>
      struck.size === 0 ? population : withoutStruck(population, findTemplates(population), struck);
    const own = unstruck(populationOfRows(accounts.map((account) => ({ account, bytes: this.#footprints.get(account)! }))));
    const values = accounts.map((account) => taggedValues(own, own.indexOf(account), basis));
    for (const [i, account] of accounts.entries()) this.#newcomers.add(this.#numbers.get(account)!, values[i]);
    const partners = accounts.map((account, i) =>
      partnersOf(this.#numbers.get(account)!, values[i], basis, this.#newcomers).filter((other) => this.#names[other] !== account),
    );
    const population = unstruck(await this.#among(accounts, partners.flat(), footprintsOf));
    const at = accounts.map((account) => population.indexOf(account));
    const scorer = new PairScorer(modelAmong(population, at, basis, this.#newcomers));
    accounts.forEach((account, i) => {
      const scored = partners[i].flatMap((other): Scored[] => {
        const partner = population.indexOf(this.#names[other]);
        if (partner < 0) return []; // gone from the store
        const evidence: LinkEvidence[] = [];
        return [{ other, bits: scorer.score(at[i], partner, evidence), evidence }];
      });
      this.#keep(
        this.#numbers.get(account)!,
        scored.sort((x, y) => y.bits - x.bits || x.other - y.other),
      );
    });
  }

  async #among(accounts: readonly string[], partners: readonly number[], footprintsOf: PlaceOptions["footprintsOf"]): Promise<Population> {
    const names = new Set([...accounts, ...partners.map((partner) => this.#names[partner])]);
    const stood = [...names].filter((account) => !this.#footprints.has(account));
    const since = [...names].flatMap((account) => {
      const bytes = this.#footprints.get(account);
      return bytes ? [{ account, bytes }] : [];
    });
    return populationOfRows([...since, ...(stood.length > 0 ? await footprintsOf(stood) : [])]);
  }

  /** `scored` comes strongest first; a tie to another that came since is that one's too. */
  #keep(account: number, scored: readonly Scored[]): void {
    this.#scored.set(account, scored.slice(0, EXPLAINED));
    const ties = scored
      .filter(({ bits }) => bits > 0)
      .map(({ other, bits, evidence }): Tie => ({ a: account, b: other, bits, private: evidence.some(isPrivate) }));
    this.#ties.set(account, ties.slice(0, LINKS_KEPT));
    for (const tie of ties.slice(0, LINKS_KEPT)) {
      const others = this.#ties.get(tie.b);
      if (!others) continue;
      const before = others.filter(({ a, b }) => a !== account && b !== account);
      this.#ties.set(tie.b, [...before, tie]);
    }
  }

  #placement({ account, cluster, together }: Place, at: number, untied: ReadonlySet<number>): Placement {
    const { of, ids } = this.#index.partition;
    const group = new Set(together);
    const scored = this.#scored.get(account) ?? [];
    const inside = scored.filter(
      ({ other, bits }) => bits > 0 && !untied.has(other) && (cluster >= 0 ? of[other] === cluster : group.has(other)),
    );
    const shown = cluster >= 0 || together.length > 0 ? inside : scored;
    return {
      account: this.#names[account],
      cluster: ids[cluster] ?? null,
      together: together.map((other) => this.#names[other]).sort(),
      bits: inside[0]?.bits ?? null,
      ties: shown.slice(0, TIES_SHOWN).map(({ other, bits, evidence }) => ({
        account: this.#names[other],
        cluster: ids[of[other] ?? -1] ?? null,
        bits,
        evidence: [...evidence].sort((x, y) => y.bits - x.bits),
      })),
      at,
    };
  }
}

/** A shared value, such as strangers never share. */
const isPrivate = ({ kind, bits }: LinkEvidence) => bits > 0 && (linkRule(kind)?.private ?? false);
