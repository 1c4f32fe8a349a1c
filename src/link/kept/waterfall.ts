/**
 * A pair of accounts -> the rows of its waterfall as numbers, in the order in which `PairScorer` tells them: for whoever looks at millions
 * of pairs, and makes texts of a few.
 */
import { REPEAT } from "../../indicator/kinds/kind.js";
import type { LinkFamily } from "../../model/family.js";
import { firstFrom } from "../../tools/first-from.js";
import { DAY_S, HOUR_S } from "../../tools/units.js";
import { bitOf, firstGroup, wordOf } from "../groups.js";
import { Neighbours } from "../home/neighbours.js";
import type { LinkModel } from "../model.js";
import { CAP_BEYOND_PRIOR, familyCaps, LIST_MISS, LIST_REPEAT, MAX_DISAGREEMENT } from "../rules.js";
import { minutesApart, signUpBits } from "../sign-ups.js";
import { isList } from "../tokens.js";

export const FAMILIES = Object.keys(CAP_BEYOND_PRIOR) as LinkFamily[];
const TIME = FAMILIES.indexOf("time");
/** As in `PairScorer`. */
const NETWORK_TOGETHER = 1.5;
const NETWORK_APART = -3;
const TOGETHER_SECONDS = 6 * HOUR_S;
const APART_SECONDS = 14 * DAY_S;

/** What a row is: a shared value (numbered by its token), what speaks against the pair, how the two act, what was taken off. */
export const SHARED = 0;
export const MISSING = 1;
export const APART = 2;
export const TOGETHER = 3;
export const SUCCEEDED = 4;
export const SIGNED_UP = 5;
export const CAP = 6;
const PRIOR = 7;

/** Looks at one pair at a time; keeps scratch memory between calls. */
export class Waterfall {
  readonly #model: LinkModel;
  readonly #neighbours: Neighbours | null;
  /** By kind of tokens. */
  readonly #familyOf: Uint8Array;
  readonly #isNetwork: Uint8Array;
  readonly #repeat: Float64Array;
  readonly #lists: readonly (Uint32Array | null)[];
  readonly #kindBits: Float64Array;
  /** Kinds that the pair shares values of, ascending, and how many of each. */
  readonly #kinds: number[] = [];
  readonly #shared: Uint16Array;
  /** Groups that it shares values of, as bits; and by group the kind that stands for it, where it is one of them. */
  readonly #groups: Uint32Array;
  readonly #best: Int32Array;
  readonly #families = new Float64Array(FAMILIES.length);
  readonly #familyOfGroup: Uint8Array;
  readonly #disagreement: Float64Array;
  readonly #telling: Uint32Array;
  readonly #caps: Float64Array;
  /** Of the pair looked at last: its weight in bits, and how many rows it has; those that say something of the two come first. */
  weight = 0;
  rows = 0;
  telling = 0;
  /** By row. */
  what = new Uint8Array(64);
  number = new Uint32Array(64);
  family = new Uint8Array(64);
  bits = new Float64Array(64);
  kind = new Uint16Array(64);

  constructor(model: LinkModel) {
    this.#model = model;
    this.#neighbours = model.home ? new Neighbours(model.home) : null;
    const { kinds } = model.tokens;
    this.#familyOf = Uint8Array.from(kinds, ({ rule }) => FAMILIES.indexOf(rule.family));
    this.#isNetwork = Uint8Array.from(kinds, ({ rule }) => (rule.family === "network" ? 1 : 0));
    this.#repeat = Float64Array.from(kinds, (kind) => (isList(kind) ? LIST_REPEAT : kind.rule.repeat));
    this.#lists = kinds.map((kind) => (isList(kind) ? (model.population.sightings.get(kind.name)?.start ?? null) : null));
    this.#kindBits = new Float64Array(kinds.length);
    this.#shared = new Uint16Array(kinds.length);
    this.#groups = new Uint32Array(model.groups.words);
    this.#best = new Int32Array(model.groups.names.length).fill(-1);
    this.#familyOfGroup = Uint8Array.from(model.groups.names, (name) => FAMILIES.indexOf(familyNamed(name, model)));
    this.#disagreement = model.agree.map((share, g) => {
      const family = kinds[model.groups.of.indexOf(g)].rule.family;
      return Math.max(-MAX_DISAGREEMENT[family], Math.log2(1 - share));
    });
    this.#telling = new Uint32Array(model.groups.words);
    this.#disagreement.forEach((bits, g) => {
      if (bits < 0) this.#telling[wordOf(g)] |= bitOf(g);
    });
    this.#caps = Float64Array.from(Object.values(familyCaps(model.prior)));
  }

  /** From now on, the rows are this pair's. Those of kinds that a stronger one of their group stands for are left out. */
  look(a: number, b: number): void {
    this.rows = 0;
    this.#families.fill(0);
    this.#addShared(a, b);
    this.#addMissing(a, b);
    this.#sumGroups();
    this.#dropNested();
    this.#addApart(a, b);
    this.#addTiming(a, b);
    this.telling = this.rows;
    this.weight = -this.#model.prior;
    for (let f = 0; f < FAMILIES.length; f++) {
      const excess = this.#families[f] - this.#caps[f];
      this.weight += Math.min(this.#families[f], this.#caps[f]);
      if (excess > 0) this.#add(CAP, f, 0, f, -excess);
    }
    this.#add(PRIOR, 0, 0, 0, -this.#model.prior);
  }

  #add(what: number, number: number, kind: number, family: number, bits: number): void {
    if (this.rows === this.what.length) this.#grow();
    const row = this.rows++;
    this.what[row] = what;
    this.number[row] = number;
    this.kind[row] = kind;
    this.family[row] = family;
    this.bits[row] = bits;
  }

  #grow(): void {
    const longer = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(made: T, column: T): T => {
      made.set(column);
      return made;
    };
    const size = 2 * this.what.length;
    this.what = longer(new Uint8Array(size), this.what);
    this.number = longer(new Uint32Array(size), this.number);
    this.kind = longer(new Uint16Array(size), this.kind);
    this.family = longer(new Uint8Array(size), this.family);
    this.bits = longer(new Float64Array(size), this.bits);
  }

  #addShared(a: number, b: number): void {
    const { start, token, kindOf } = this.#model.tokens;
    const endA = start[a + 1];
    const endB = start[b + 1];
    let p = start[a];
    let q = start[b];
    let kind = -1;
    let factor = 1;
    this.#kinds.length = 0;
    while (p < endA && q < endB) {
      const t = token[p];
      if (t < token[q]) p++;
      else if (t > token[q]) q++;
      else {
        const k = kindOf[t];
        if (k !== kind) {
          kind = k;
          factor = 1;
          this.#kinds.push(k);
          this.#kindBits[k] = this.#shared[k] = 0;
        } else factor *= this.#repeat[k];
        const worth = (this.#worthBetween(a, b, t, k) + (this.#isNetwork[k] === 1 ? this.#nearness(a, b, t) : 0)) * factor;
        this.#kindBits[k] += worth;
        this.#shared[k]++;
        this.#add(SHARED, t, k, this.#familyOf[k], worth);
        p++;
        q++;
      }
    }
  }

  /** Of what depends on the region, what it is worth in that of the two. */
  #worthBetween(a: number, b: number, token: number, kind: number): number {
    const { bits, home } = this.#model;
    if (home === null || home.regions.isRegional[kind] === 0) return bits[token];
    return this.#neighbours!.bits(token, bits[token], a, b);
  }

  #nearness(a: number, b: number, token: number): number {
    const { start, token: tokens, first, last } = this.#model.tokens.seen;
    const p = firstFrom(tokens, start[a], start[a + 1], token);
    const q = firstFrom(tokens, start[b], start[b + 1], token);
    const gap = Math.max(first[p], first[q]) - Math.min(last[p], last[q]);
    if (gap <= TOGETHER_SECONDS) return NETWORK_TOGETHER;
    return gap > APART_SECONDS ? NETWORK_APART : 0;
  }

  /** Of lists: values of the shorter one that the other does not have. */
  #addMissing(a: number, b: number): void {
    for (const k of this.#kinds) {
      const list = this.#lists[k];
      if (!list) continue;
      const missing = Math.max(0, Math.min(list[a + 1] - list[a], list[b + 1] - list[b]) - this.#shared[k]);
      this.#kindBits[k] += missing * LIST_MISS;
      if (missing > 0) this.#add(MISSING, missing, k, this.#familyOf[k], missing * LIST_MISS);
    }
  }

  /** The strongest kind of each group counts, for its family. */
  #sumGroups(): void {
    const { of } = this.#model.groups;
    this.#groups.fill(0);
    for (const k of this.#kinds) {
      const g = of[k];
      const isFirst = (this.#groups[wordOf(g)] & bitOf(g)) === 0;
      if (isFirst || this.#kindBits[k] > this.#kindBits[this.#best[g]]) this.#best[g] = k;
      this.#groups[wordOf(g)] |= bitOf(g);
    }
    for (let w = 0; w < this.#groups.length; w++)
      for (let left = this.#groups[w]; left !== 0; left &= left - 1) {
        const k = this.#best[firstGroup(left, w)];
        this.#families[this.#familyOf[k]] += this.#kindBits[k];
      }
  }

  #dropNested(): void {
    const { of } = this.#model.groups;
    let kept = 0;
    for (let row = 0; row < this.rows; row++) {
      const k = this.kind[row];
      if (this.#best[of[k]] !== k) continue;
      this.what[kept] = this.what[row];
      this.number[kept] = this.number[row];
      this.kind[kept] = k;
      this.family[kept] = this.family[row];
      this.bits[kept++] = this.bits[row];
    }
    this.rows = kept;
  }

  #addApart(a: number, b: number): void {
    const { present, words } = this.#model.groups;
    for (let w = 0; w < words; w++) {
      let apart = present[a * words + w] & present[b * words + w] & ~this.#groups[w] & this.#telling[w];
      for (; apart !== 0; apart &= apart - 1) {
        const g = firstGroup(apart, w);
        this.#families[this.#familyOfGroup[g]] += this.#disagreement[g];
        this.#add(APART, g, 0, this.#familyOfGroup[g], this.#disagreement[g]);
      }
    }
  }

  #addTiming(a: number, b: number): void {
    const { coactions, successions, signUps } = this.#model;
    let sum = 0;
    let factor = 1;
    let p = firstFrom(coactions.partner, coactions.start[a], coactions.start[a + 1], b);
    for (; p < coactions.start[a + 1] && coactions.partner[p] === b; p++) {
      sum += coactions.bits[p] * factor;
      this.#add(TOGETHER, coactions.occasions[p], 0, TIME, coactions.bits[p] * factor);
      factor *= REPEAT;
    }
    const s = firstFrom(successions.partner, successions.start[a], successions.start[a + 1], b);
    if (s < successions.start[a + 1] && successions.partner[s] === b) {
      sum += successions.bits[s];
      this.#add(SUCCEEDED, Math.round(successions.seconds[s] / 60), 0, TIME, successions.bits[s]);
    }
    const near = signUpBits(a, b, signUps);
    if (near > 0) this.#add(SIGNED_UP, minutesApart(a, b, signUps), 0, TIME, near);
    this.#families[TIME] += sum + near;
  }
}

/** Of a kind, or else of the last kind of a group: as a run keeps them (`fittedLinking`). */
function familyNamed(name: string, { tokens: { kinds } }: LinkModel): LinkFamily {
  const kind = kinds.find((each) => each.name === name) ?? kinds.findLast((each) => each.rule.group === name);
  return kind!.rule.family;
}
