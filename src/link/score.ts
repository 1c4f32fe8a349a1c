/**
 * A pair of accounts -> its weight: the log2 Bayes factors of all that the two share, nested kinds once, repeats discounted, families
 * capped, less the prior; with the evidence that sums to it.
 */

import { REPEAT } from "../indicator/kinds/kind.js";
import type { LinkFamily } from "../model/family.js";
import type { LinkEvidence } from "../model/link.js";
import { firstFrom } from "../tools/first-from.js";
import { narrow16 } from "../tools/narrow.js";
import { DAY_S, HOUR_S } from "../tools/units.js";
import { bitOf, firstGroup, wordOf } from "./groups.js";
import { Neighbours } from "./home/neighbours.js";
import type { ScoringModel } from "./model.js";
import { arePartners, firstOf } from "./pairs/partners.js";
import { SharedTokens } from "./pairs/shared-tokens.js";
import { CAP_BEYOND_PRIOR, familyCaps, LIST_MISS, LIST_REPEAT, MAX_DISAGREEMENT } from "./rules.js";
import { minutesApart, signUpBits } from "./sign-ups.js";
import { isList } from "./tokens.js";

const FAMILIES = Object.keys(CAP_BEYOND_PRIOR) as LinkFamily[];
const TIME = FAMILIES.indexOf("time");
/** Two on one address within hours are not the same as within weeks: bits more, bits less. */
const NETWORK_TOGETHER = 1.5;
const NETWORK_APART = -3;
const APART_SECONDS = 14 * DAY_S;
/** More than what sums of the same numbers in another order differ by. */
const ROUNDING = 1e-6;

/** Scores pairs of one model; keeps scratch memory between calls. Pairs of one first account after another are scored fastest. */
export class PairScorer {
  readonly #model: ScoringModel;
  /** The pair at hand, and what it shares; -1 where there is none. */
  #a = -1;
  #b = -1;
  readonly #met: SharedTokens;
  readonly #neighbours: Neighbours | null;
  /** By place in the first account's row: its token's worth and kind; of tokens of the network, their row in `seen`. */
  #worth = new Float64Array(64);
  #kind = new Uint16Array(64);
  #seenAt = new Uint32Array(64);
  readonly #kindBits: Float64Array;
  /** An account has no more than some thousand values of a kind: 16 bits hold them. */
  readonly #shared: Uint16Array;
  /** Kinds of which the pair scored last shares a value, ascending, and how many they are. */
  readonly #kindsShared: Uint16Array;
  #kinds = 0;
  /** By group: the kind that stands for it, of groups that are shared; -1 for the others. */
  readonly #groupBest: Int32Array;
  readonly #family: Float64Array;
  readonly #cap: Float64Array;
  readonly #familyOf: Uint8Array;
  readonly #network: Uint8Array;
  readonly #repeat: Float64Array;
  readonly #lists: readonly (Uint32Array | null)[];
  readonly #familyOfGroup: Uint8Array;
  /** By group: bits against a pair that has values of it and shares none; and the groups where that is anything, as bits. */
  readonly #disagreement: Float64Array;
  readonly #telling: Uint32Array;
  readonly #groupsShared: Uint32Array;

  constructor(model: ScoringModel) {
    this.#model = model;
    this.#met = new SharedTokens(model.tokens);
    this.#neighbours = model.home ? new Neighbours(model.home) : null;
    const { kinds } = model.tokens;
    this.#familyOf = Uint8Array.from(kinds, (kind) => FAMILIES.indexOf(kind.rule.family));
    this.#network = Uint8Array.from(kinds, (kind) => (kind.rule.family === "network" ? 1 : 0));
    this.#groupBest = new Int32Array(model.groups.names.length).fill(-1);
    this.#kindBits = new Float64Array(kinds.length);
    this.#shared = new Uint16Array(kinds.length);
    this.#kindsShared = narrow16(kinds.length, kinds.length, "kinds of indicators");
    this.#family = new Float64Array(FAMILIES.length);
    this.#cap = Float64Array.from(Object.values(familyCaps(model.prior)));
    this.#lists = kinds.map((kind) => (isList(kind) ? (model.population.sightings.get(kind.name)?.start ?? null) : null));
    this.#repeat = Float64Array.from(kinds, (kind) => (isList(kind) ? LIST_REPEAT : kind.rule.repeat));
    this.#familyOfGroup = Uint8Array.from(model.groups.names, (_, g) => this.#familyOf[model.groups.of.indexOf(g)]);
    this.#disagreement = model.agree.map((share, g) => Math.max(-MAX_DISAGREEMENT[FAMILIES[this.#familyOfGroup[g]]], Math.log2(1 - share)));
    this.#telling = new Uint32Array(model.groups.words);
    this.#groupsShared = new Uint32Array(model.groups.words);
    this.#disagreement.forEach((bits, g) => {
      if (bits < 0) this.#telling[wordOf(g)] |= bitOf(g);
    });
  }

  /** Shared values by token kind, of the pair scored last. */
  get shared(): Uint16Array {
    return this.#shared;
  }

  /** Kinds of which the pair scored last shares a value, ascending. Read before the next is scored. */
  get sharedKinds(): Uint16Array {
    return this.#kindsShared.subarray(0, this.#kinds);
  }

  /** Values that the pair scored last shares, ascending. */
  *sharedTokens(): Generator<number> {
    const { places, count, from } = this.#met;
    for (let n = 0; n < count; n++) yield this.#model.tokens.token[from + places[n]];
  }

  /** Groups, as bits, in which the pair scored last shares a value. */
  get sharedGroups(): Uint32Array {
    return this.#groupsShared;
  }

  /** What one family says of the pair scored last, before its cap, in bits. */
  bitsOf(family: LinkFamily): number {
    return this.#family[FAMILIES.indexOf(family)];
  }

  /** The weight of a pair in bits: log2 of the posterior odds that one hand runs both. `rows` receives the waterfall. */
  score(a: number, b: number, rows?: LinkEvidence[]): number {
    this.#meet(a, b);
    for (let f = 0; f < FAMILIES.length; f++) this.#family[f] = 0;
    this.#shareValues(b, rows);
    this.#sumGroups(a, b, rows);
    this.#disagree(a, b, rows);
    this.#family[TIME] += this.#timing(a, b, rows);
    return this.#total(rows);
  }

  /**
   * False only where the pair surely weighs less than `bits`: all that it shares, taken whole, falls short. Far cheaper than the weight.
   */
  couldReach(bits: number, a: number, b: number): boolean {
    this.#meet(a, b);
    const { places, count } = this.#met;
    const needed = bits + this.#model.prior - ROUNDING;
    let most = signUpBits(a, b, this.#model.signUps);
    for (let n = 0; n < count; n++) {
      const p = places[n];
      most += this.#worth[p] + this.#network[this.#kind[p]] * NETWORK_TOGETHER;
    }
    return most >= needed || arePartners(this.#model.coactions, a, b) || arePartners(this.#model.successions, a, b);
  }

  #meet(a: number, b: number): void {
    if (a !== this.#a) this.#begin(a);
    else if (b === this.#b) return;
    this.#b = b;
    this.#met.meet(b);
  }

  /** What is looked up of the first account's tokens, once for all its pairs. */
  #begin(a: number): void {
    const { tokens, bits } = this.#model;
    const met = this.#met;
    met.begin(a);
    this.#a = a;
    if (met.length > this.#worth.length) {
      this.#worth = new Float64Array(2 * met.length);
      this.#kind = new Uint16Array(2 * met.length);
      this.#seenAt = new Uint32Array(2 * met.length);
    }
    let seen = tokens.seen.start[a]; // the same tokens in the same order, of the network alone
    for (let p = 0; p < met.length; p++) {
      const t = tokens.token[met.from + p];
      const k = tokens.kindOf[t];
      this.#worth[p] = bits[t];
      this.#kind[p] = k;
      if (this.#network[k]) this.#seenAt[p] = seen++;
    }
    this.#neighbours?.begin(a, { from: met.from, length: met.length, token: tokens.token, kind: this.#kind, everywhere: this.#worth });
  }

  #total(rows?: LinkEvidence[]): number {
    const { prior, accounts } = this.#model;
    let weight = -prior;
    for (let f = 0; f < FAMILIES.length; f++) {
      const excess = this.#family[f] - this.#cap[f];
      weight += Math.min(this.#family[f], this.#cap[f]);
      if (rows && excess > 0) rows.push({ kind: "cap", value: FAMILIES[f], bits: -excess });
    }
    rows?.push({ kind: "prior", value: `${accounts} accounts`, bits: -prior });
    return weight;
  }

  #shareValues(b: number, rows?: LinkEvidence[]): void {
    this.#neighbours?.meet(this.#a, b);
    const { kinds, token } = this.#model.tokens;
    const { places, count, from } = this.#met;
    for (let n = 0; n < this.#kinds; n++) this.#shared[this.#kindsShared[n]] = 0;
    this.#kinds = 0;
    let factor = 1;
    for (let n = 0; n < count; n++) {
      const p = places[n];
      const k = this.#kind[p];
      if (this.#shared[k]++ === 0) {
        this.#kindsShared[this.#kinds++] = k;
        this.#kindBits[k] = 0;
        factor = 1;
      } else factor *= this.#repeat[k]; // tokens come kind by kind, rarest first
      const worth = (this.#worthBetween(p, k) + (this.#network[k] ? this.#nearness(p, b) : 0)) * factor;
      this.#kindBits[k] += worth;
      rows?.push({ kind: kinds[k].name, value: kinds[k].label!(token[from + p]), bits: worth });
    }
  }

  /** What the token at a place of the first account is worth to the pair: of what depends on the region, what it is worth in theirs. */
  #worthBetween(p: number, kind: number): number {
    const { home } = this.#model;
    if (home === null || home.regions.isRegional[kind] === 0) return this.#worth[p];
    return this.#neighbours!.worth(p, this.#worth[p]);
  }

  /** The strongest kind of each group counts, for its family. */
  #sumGroups(a: number, b: number, rows?: LinkEvidence[]): void {
    const { groups } = this.#model;
    this.#forgetGroups();
    for (let n = 0; n < this.#kinds; n++) {
      const k = this.#kindsShared[n];
      const list = this.#lists[k];
      if (list) this.#kindBits[k] += this.#missing(k, list[a + 1] - list[a], list[b + 1] - list[b], rows);
      const g = groups.of[k];
      const best = this.#groupBest[g];
      this.#groupsShared[wordOf(g)] |= bitOf(g);
      if (best < 0 || this.#kindBits[k] > this.#kindBits[best]) this.#groupBest[g] = k;
    }
    for (let w = 0; w < this.#groupsShared.length; w++)
      for (let left = this.#groupsShared[w]; left !== 0; left &= left - 1) {
        const k = this.#groupBest[firstGroup(left, w)];
        this.#family[this.#familyOf[k]] += this.#kindBits[k];
      }
    if (rows) this.#dropNested(rows);
  }

  #forgetGroups(): void {
    for (let w = 0; w < this.#groupsShared.length; w++) {
      for (let left = this.#groupsShared[w]; left !== 0; left &= left - 1) this.#groupBest[firstGroup(left, w)] = -1;
      this.#groupsShared[w] = 0;
    }
  }

  /** Whether two accounts had a token of the network, the first's at place `p`, at overlapping times, nearly, or not at all. */
  #nearness(p: number, b: number): number {
    const { start, token, first, last } = this.#model.tokens.seen;
    const r = this.#seenAt[p];
    const q = firstFrom(token, start[b], start[b + 1], token[r]);
    const gap = Math.max(first[r], first[q]) - Math.min(last[r], last[q]);
    if (gap <= 6 * HOUR_S) return NETWORK_TOGETHER;
    return gap > APART_SECONDS ? NETWORK_APART : 0;
  }

  /** Evidence against: values of the shorter list that the other does not have. */
  #missing(k: number, valuesA: number, valuesB: number, rows?: LinkEvidence[]): number {
    const missing = Math.max(0, Math.min(valuesA, valuesB) - this.#shared[k]);
    const bits = missing * LIST_MISS;
    if (rows && missing > 0) rows.push({ kind: this.#model.tokens.kinds[k].name, value: `${missing} not shared`, bits });
    return bits;
  }

  /** Evidence against: groups of kinds in which both have values and share none, where pairs of one hand usually agree. */
  #disagree(a: number, b: number, rows?: LinkEvidence[]): void {
    const { present, words, names } = this.#model.groups;
    for (let w = 0; w < words; w++) {
      let apart = present[a * words + w] & present[b * words + w] & ~this.#groupsShared[w] & this.#telling[w];
      for (; apart !== 0; apart &= apart - 1) {
        const g = firstGroup(apart, w);
        this.#family[this.#familyOfGroup[g]] += this.#disagreement[g];
        rows?.push({ kind: names[g], value: "none shared", bits: this.#disagreement[g] });
      }
    }
  }

  /** Rows of kinds that a stronger kind of their group stands for are taken out. */
  #dropNested(rows: LinkEvidence[]): void {
    const { kinds } = this.#model.tokens;
    const kept = new Set([...this.#groupBest].filter((k) => k >= 0).map((k) => kinds[k].name));
    rows.splice(0, rows.length, ...rows.filter((row) => kept.has(row.kind)));
  }

  #timing(a: number, b: number, rows?: LinkEvidence[]): number {
    const { coactions, successions, signUps } = this.#model;
    let sum = 0;
    let factor = 1;
    for (let p = firstOf(coactions, a, b); p < coactions.start[a + 1] && coactions.partner[p] === b; p++) {
      const bits = coactions.bits[p] * factor;
      factor *= REPEAT;
      sum += bits;
      rows?.push({ kind: "co-action", value: `${coactions.occasions[p]} times within minutes`, bits });
    }
    const s = firstOf(successions, a, b);
    if (s < successions.start[a + 1] && successions.partner[s] === b) {
      sum += successions.bits[s];
      rows?.push({
        kind: "succession",
        value: `signed up ${Math.round(successions.seconds[s] / 60)} min after the suspension`,
        bits: successions.bits[s],
      });
    }
    const near = signUpBits(a, b, signUps);
    if (near > 0) rows?.push({ kind: "sign-up", value: `${minutesApart(a, b, signUps)} min apart`, bits: near });
    return sum + near;
  }
}
