/** Nodes with their sizes -> the sets that links join them into, the largest of these at any time, and every joining undone again. */

/** Roots are found without shortening the ways to them, so that a joining is one change (Westbrook & Tarjan 1989). */
export class UndoingSets {
  readonly #parent: Int32Array;
  /** Of each root: what it weighs, its members, and the first of these. */
  readonly #size: Float64Array;
  readonly #members: Int32Array;
  readonly #first: Int32Array;
  /** Of each joining: the root that was put under another, and what was the largest before. */
  readonly #joined: number[] = [];
  readonly #largest: number[] = [];
  #at = -1;

  constructor(size: ArrayLike<number>) {
    this.#parent = Int32Array.from({ length: size.length }, (_, x) => x);
    this.#first = this.#parent.slice();
    this.#size = Float64Array.from(size);
    this.#members = new Int32Array(size.length).fill(1);
    for (let x = 0; x < size.length; x++) if (this.#at < 0 || this.#isLarger(x, this.#at)) this.#at = x;
  }

  find(x: number): number {
    let root = x;
    while (this.#parent[root] !== root) root = this.#parent[root];
    return root;
  }

  /** The root of the set that weighs most, of equals the one with the first node; -1 where there is no node. */
  get largest(): number {
    return this.#at;
  }

  /** To be given to `undo`. */
  get joinings(): number {
    return this.#joined.length;
  }

  join(x: number, y: number): void {
    let [root, under] = [this.find(x), this.find(y)];
    if (root === under) return;
    if (this.#members[root] < this.#members[under]) [root, under] = [under, root];
    this.#joined.push(under, this.#first[root]);
    this.#largest.push(this.#at);
    this.#parent[under] = root;
    this.#size[root] += this.#size[under];
    this.#members[root] += this.#members[under];
    this.#first[root] = Math.min(this.#first[root], this.#first[under]);
    if (this.#at === under || this.#isLarger(root, this.#at)) this.#at = root;
  }

  /** Back to where there were so many joinings. */
  undo(joinings: number): void {
    while (this.#joined.length > joinings) {
      const first = this.#joined.pop()!;
      const under = this.#joined.pop()!;
      const root = this.#parent[under];
      this.#first[root] = first;
      this.#members[root] -= this.#members[under];
      this.#size[root] -= this.#size[under];
      this.#parent[under] = under;
      this.#at = this.#largest.pop()!;
    }
  }

  #isLarger(x: number, y: number): boolean {
    return this.#size[x] > this.#size[y] || (this.#size[x] === this.#size[y] && this.#first[x] < this.#first[y]);
  }
}
