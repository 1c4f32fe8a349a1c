/**
 * The links of one cluster, strongest first -> the few that are kept: so chosen that without any family, or any one value, the cluster
 * falls into the same pieces as with all of them (sparse certificates, Nagamochi & Ibaraki 1992).
 */
import { UnionFind } from "../../tools/union-find.js";
import type { Needs } from "./needs.js";

/** A cluster of n accounts keeps at most n times this: 8 links an account in the mean, for each has two ends. */
export const LINKS_AN_ACCOUNT = 4;
/** An account's strongest links that are kept whatever hangs on them, where there is room. */
const STRONGEST = 3;
/** Values that a cluster is tried without: those that most of its kept links need. */
const VALUES = 256;

/** Ends by link, numbered within the cluster. */
export interface Ends {
  a: Uint32Array;
  b: Uint32Array;
}

/** Numbers of the kept ones. `needs` is about the same links. */
export function chosen(accounts: number, ends: Ends, needs: Needs): readonly number[] {
  return new Choice(accounts, ends, needs).made();
}

class Choice {
  readonly #accounts: number;
  readonly #a: Uint32Array;
  readonly #b: Uint32Array;
  readonly #needs: Needs;
  readonly #kept: number[] = [];
  readonly #isKept: Uint8Array;
  readonly #room: number;
  /** How many joins bring the cluster as far together as all its links do. */
  #whole = Number.POSITIVE_INFINITY;

  constructor(accounts: number, { a, b }: Ends, needs: Needs) {
    this.#accounts = accounts;
    this.#a = a;
    this.#b = b;
    this.#needs = needs;
    this.#isKept = new Uint8Array(a.length);
    this.#room = LINKS_AN_ACCOUNT * accounts;
  }

  made(): readonly number[] {
    const needs = this.#needs;
    this.#whole = this.#cover(() => true);
    const forest = this.#kept.length;
    for (const e of this.#kept) needs.familiesOf(e); // values are numbered as they are met
    for (let family = 0; family < needs.families; family++) this.#cover((e) => (needs.familiesOf(e) & (1 << family)) === 0);
    for (const value of this.#valuesNeeded()) this.#cover((e) => !needs.hasValue(e, value));
    this.#cover(() => true, forest); // what else joins the pieces: so a kept link is a bridge only where it is one among all
    this.#addStrongest();
    return this.#kept;
  }

  /**
   * Keeps more links until those kept that stand join what all that stand join; returns how many joins these are. Kept links before `from`
   * do not count.
   */
  #cover(stands: (e: number) => boolean, from = 0): number {
    const a = this.#a;
    const b = this.#b;
    const kept = this.#kept;
    const sets = new UnionFind(this.#accounts);
    let joins = 0;
    for (let i = from; i < kept.length && joins < this.#whole; i++) if (stands(kept[i]) && sets.union(a[kept[i]], b[kept[i]])) joins++;
    for (let e = 0; e < a.length && joins < this.#whole && kept.length < this.#room; e++) {
      if (this.#isKept[e] === 1 || sets.find(a[e]) === sets.find(b[e]) || !stands(e)) continue;
      sets.union(a[e], b[e]);
      this.#keep(e);
      joins++;
    }
    return joins;
  }

  #keep(e: number): void {
    this.#isKept[e] = 1;
    this.#kept.push(e);
  }

  /** Values that kept links fall without; those that most need come first. Without any other, nothing kept falls. */
  #valuesNeeded(): number[] {
    const needing = new Uint32Array(this.#needs.valuesMet);
    for (const e of this.#kept) this.#needs.eachValue(e, (value) => needing[value]++);
    const needed: number[] = [];
    for (let value = 0; value < needing.length; value++) if (needing[value] > 0) needed.push(value);
    return needed.sort((v, w) => needing[w] - needing[v] || v - w).slice(0, VALUES);
  }

  #addStrongest(): void {
    const has = new Uint8Array(this.#accounts);
    for (let e = 0; e < this.#a.length && this.#kept.length < this.#room; e++) {
      const a = this.#a[e];
      const b = this.#b[e];
      if (has[a] >= STRONGEST && has[b] >= STRONGEST) continue;
      has[a]++;
      has[b]++;
      if (this.#isKept[e] === 0) this.#keep(e);
    }
  }
}
