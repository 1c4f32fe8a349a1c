/** Disjoint sets of numbers below a size, some pairs of which are sworn never to join. */
import { UnionFind } from "../../tools/union-find.js";

export class ApartSets {
  readonly #sets: UnionFind;
  /** Of a set's smallest member: numbers whose sets it may not join. */
  readonly #apart = new Map<number, number[]>();

  constructor(size: number) {
    this.#sets = new UnionFind(size);
  }

  /** The smallest member of the set that x is in. */
  find(x: number): number {
    return this.#sets.find(x);
  }

  /** False, and nothing done, where the two sets may never join. */
  join(x: number, y: number): boolean {
    const a = this.find(x);
    const b = this.find(y);
    if (a === b) return true;
    if (this.#apart.size > 0 && !this.#reconcile(Math.min(a, b), Math.max(a, b))) return false;
    this.#sets.union(a, b);
    return true;
  }

  /** From now on the two sets may not join; false where they have. */
  separate(x: number, y: number): boolean {
    const a = this.find(x);
    const b = this.find(y);
    if (a === b) return false;
    this.#apart.set(a, [...(this.#apart.get(a) ?? []), b]);
    this.#apart.set(b, [...(this.#apart.get(b) ?? []), a]);
    return true;
  }

  /** Every number's smallest fellow member. */
  flatten(): Int32Array {
    return this.#sets.flatten();
  }

  /** The kept set inherits what the joined one must stay apart from; false where that is the kept set itself. */
  #reconcile(kept: number, joined: number): boolean {
    const foes = this.#apart.get(joined) ?? [];
    const own = this.#apart.get(kept) ?? [];
    const [fewer, other] = foes.length < own.length ? [foes, kept] : [own, joined];
    if (fewer.some((foe) => this.find(foe) === other)) return false;
    if (foes.length > 0) this.#apart.set(kept, own.concat(foes));
    this.#apart.delete(joined);
    return true;
  }
}
