/**
 * Disjoint sets over 0 … n-1 with path halving; the root of a set is its smallest member, so the result does not depend on the order of
 * unions (Tarjan 1975).
 */
export class UnionFind {
  readonly #parent: Int32Array;

  /** `parent` is memory for the sets to use: of each member, one of its set that is no greater. */
  constructor(size: number, parent: Int32Array = new Int32Array(size)) {
    this.#parent = parent;
    for (let i = 0; i < size; i++) this.#parent[i] = i;
  }

  /** The smallest member of the set that `member` is in. Throws a RangeError for what is none of 0 … n-1. */
  find(member: number): number {
    const parent = this.#parent;
    let i = member;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i >= 0 ? i : outside(member, parent.length); // of a number outside, nothing is read
  }

  /** True where the two were apart. */
  union(a: number, b: number): boolean {
    const x = this.find(a);
    const y = this.find(b);
    if (x === y) return false;
    if (x < y) this.#parent[y] = x;
    else this.#parent[x] = y;
    return true;
  }

  /** Every number's smallest fellow member; the sets are not to be changed from then on. */
  flatten(): Int32Array {
    const parent = this.#parent;
    for (let i = 0; i < parent.length; i++) parent[i] = parent[parent[i]]; // a parent is smaller, so it is flat already
    return parent;
  }
}

function outside(member: number, size: number): never {
  throw new RangeError(`${member} is none of the numbers 0 … ${size - 1} that the sets are of`);
}
