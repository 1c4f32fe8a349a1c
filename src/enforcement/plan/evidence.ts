/**
 * A cluster's kept links -> numbers: its accounts, each link's ends, whether it stands, what ties in it, and without which single value it
 * would stand no more.
 */
import { weightWithout } from "../../link/fitted.js";
import type { FittedLinking } from "../../model/fitted.js";
import { isSharedValue, type Link, type LinkEvidence, saysSomething } from "../../model/link.js";
import { doubles, words } from "../../tools/growing.js";

export type Weighing = Pick<FittedLinking, "caps" | "families">;

export interface Tying {
  kind: string;
  value: string;
}

/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-6;
const NONE: readonly number[] = [];

/** Nothing struck, the link stands: as `weightWithout` has it. */
export const stands = ({ evidence }: Pick<Link, "evidence">, model: Weighing): boolean => weightWithout(evidence, () => false, model) > 0;

/**
 * Links that stand, with both ends in the cluster. What is struck is numbered: a value is the same in all links; how two accounts act on
 * each other (co-action, succession, sign-up) is a fact of the one link, whatever others read the same.
 */
export class ClusterEvidence {
  /** Sorted by code unit. */
  readonly accounts: readonly string[];
  readonly links: readonly Link[];
  /** Of each link, numbers of its accounts. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Of each link, what it would not stand without, each for itself; ascending. Empty: it is robust. */
  readonly killers: readonly (readonly number[])[];
  /** What ties in a link, in [start[link], start[link + 1]) of these: numbers into `tying`, and their bits. */
  readonly start: Uint32Array;
  readonly row: Uint32Array;
  readonly bits: Float64Array;
  /** By number: each kind and value once. */
  readonly tying: readonly Tying[];
  /** By number of what is struck: its number in `tying`, and the most bits that it gives. */
  readonly struck: readonly { tying: number; bits: number }[];

  constructor({ accounts, links }: { accounts: readonly string[]; links: readonly Link[] }, model: Weighing) {
    this.accounts = [...accounts].sort();
    const number = new Map(this.accounts.map((account, i) => [account, i]));
    this.links = links.filter((link) => number.has(link.a) && number.has(link.b) && stands(link, model));
    this.a = Uint32Array.from(this.links, ({ a }) => number.get(a)!);
    this.b = Uint32Array.from(this.links, ({ b }) => number.get(b)!);
    this.start = new Uint32Array(this.links.length + 1);
    const rows = words();
    const bits = doubles();
    const names = new Names();
    const struck: { tying: number; bits: number }[] = [];
    const ofValue = new Map<number, number>();
    const strike = (row: LinkEvidence, tying: number): number => {
      const known = isSharedValue(row) ? ofValue.get(tying) : undefined;
      const at = known ?? struck.push({ tying, bits: row.bits }) - 1;
      if (isSharedValue(row)) ofValue.set(tying, at);
      struck[at].bits = Math.max(struck[at].bits, row.bits);
      return at;
    };
    this.killers = this.links.map((link, l) => {
      const sums = new FamilySums(link.evidence, model);
      let killers: number[] | null = null;
      for (const row of link.evidence) {
        if (row.bits <= 0 || !saysSomething(row)) continue;
        const tying = names.of(row);
        rows.push(tying);
        bits.push(row.bits);
        if (sums.isSurelyRobust(row) || sums.standsWithout(row)) continue;
        killers ??= [];
        const number = strike(row, tying);
        if (!killers.includes(number)) killers.push(number);
      }
      this.start[l + 1] = rows.length;
      return killers ?? NONE;
    });
    this.row = rows.trimmed();
    this.bits = bits.trimmed();
    this.tying = names.all;
    this.struck = struck;
  }
}

/** Numbers for kinds and values, without a text for each pair of them. */
class Names {
  readonly all: Tying[] = [];
  readonly #byKind = new Map<string, Map<string, number>>();

  of({ kind, value }: Tying): number {
    const byValue = this.#byKind.get(kind) ?? new Map<string, number>();
    this.#byKind.set(kind, byValue);
    const number = byValue.get(value) ?? this.all.push({ kind, value }) - 1;
    byValue.set(value, number);
    return number;
  }
}

/** One link's waterfall summed by family, to be asked again and again what it is worth without one value. */
class FamilySums {
  readonly #evidence: readonly LinkEvidence[];
  readonly #model: Weighing;
  readonly #sums = new Map<string, number>();
  #weight = 0;

  constructor(evidence: readonly LinkEvidence[], model: Weighing) {
    this.#evidence = evidence;
    this.#model = model;
    for (const row of evidence) {
      if (row.kind === "prior") this.#weight += row.bits;
      if (!saysSomething(row)) continue;
      const family = model.families[row.kind];
      this.#sums.set(family, (this.#sums.get(family) ?? 0) + row.bits);
    }
    for (const [family, sum] of this.#sums) this.#weight += Math.min(sum, model.caps[family]);
  }

  /** It stands by more than the row gives, where no other row says the same. */
  isSurelyRobust(row: LinkEvidence): boolean {
    return this.#weight - row.bits > ROUNDING && !this.#evidence.some((other) => other !== row && says(other, row));
  }

  standsWithout(row: LinkEvidence): boolean {
    const { caps, families } = this.#model;
    const family = families[row.kind];
    const sum = this.#sums.get(family)!;
    const gone = this.#evidence.reduce((total, other) => total + (says(other, row) ? other.bits : 0), 0);
    const weight = this.#weight - Math.min(sum, caps[family]) + Math.min(sum - gone, caps[family]);
    if (Math.abs(weight) > ROUNDING) return weight > 0;
    return weightWithout(this.#evidence, (other) => says(other, row), this.#model) > 0;
  }
}

const says = (other: LinkEvidence, { kind, value }: Tying): boolean => other.value === value && other.kind === kind;
