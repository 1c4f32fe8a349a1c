/** A graph's links, told once each at their lower end -> each account's ties, strongest first; and the way between two. */
import type { GraphColumns } from "../../../contract/graph-columns.js";

export interface Tie {
  link: number;
  account: number;
  bits: number;
}

export class Ties {
  /** Of each link its lower end. */
  readonly source: Uint32Array;
  readonly #target: Uint32Array;
  readonly #bits: Uint8Array;
  readonly #start: Uint32Array;
  /** Links by end, those of account i at [start[i], start[i + 1]). */
  readonly #links: Uint32Array;

  constructor({ accounts, start, target, bits }: Pick<GraphColumns, "accounts" | "start" | "target" | "bits">) {
    const size = accounts.length;
    this.source = new Uint32Array(target.length);
    for (let i = 0; i < size; i++) this.source.fill(i, start[i], start[i + 1]);
    this.#target = target;
    this.#bits = bits;
    this.#start = new Uint32Array(size + 1);
    for (let l = 0; l < target.length; l++) {
      this.#start[this.source[l] + 1]++;
      this.#start[target[l] + 1]++;
    }
    for (let i = 0; i < size; i++) this.#start[i + 1] += this.#start[i];
    this.#links = new Uint32Array(2 * target.length);
    const next = this.#start.slice();
    for (let l = 0; l < target.length; l++) {
      this.#links[next[this.source[l]]++] = l;
      this.#links[next[target[l]]++] = l;
    }
  }

  /** How many there are of the account. */
  count(account: number): number {
    return this.#start[account + 1] - this.#start[account];
  }

  /** Strongest first, then by place; without links that `cut` has a 1 for. */
  of(account: number, cut: Uint8Array | null = null): Tie[] {
    const ties: Tie[] = [];
    for (let at = this.#start[account]; at < this.#start[account + 1]; at++) {
      const link = this.#links[at];
      if (cut === null || cut[link] === 0) ties.push({ link, account: this.#other(link, account), bits: this.#bits[link] });
    }
    return ties.sort((p, q) => q.bits - p.bits || p.account - q.account);
  }

  /** All links with an end in `accounts`, each once, at most `most` of them; null where there are more. */
  ofAll(accounts: Iterable<number>, most: number): Uint32Array | null {
    const found = new Set<number>();
    for (const account of accounts) {
      for (let at = this.#start[account]; at < this.#start[account + 1]; at++) found.add(this.#links[at]);
      if (found.size > most) return null;
    }
    return Uint32Array.from(found).sort();
  }

  /**
   * The way from one to the other whose weakest link is the strongest there is, and of those the one of fewest steps; null where there is
   * none, empty from an account to itself.
   */
  way(from: number, to: number, cut: Uint8Array | null = null): Tie[] | null {
    if (from === to) return [];
    const reached = new Int32Array(this.#start.length - 1);
    const floor = this.#widest(from, to, cut, reached);
    return floor === null ? null : this.#shortest(from, to, floor, cut, reached);
  }

  /** The bits of the weakest link of the best way: found in steps of halves, each a walk over links that strong. */
  #widest(from: number, to: number, cut: Uint8Array | null, reached: Int32Array): number | null {
    if (this.#shortest(from, to, 0, cut, reached) === null) return null;
    let [low, high] = [0, 256];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#shortest(from, to, middle, cut, reached) === null) high = middle;
      else low = middle;
    }
    return low;
  }

  /** Breadth first, over links of `floor` bits or more. `reached` is room for one number an account. */
  #shortest(from: number, to: number, floor: number, cut: Uint8Array | null, reached: Int32Array): Tie[] | null {
    reached.fill(-1);
    reached[from] = this.source.length; // no link's number: it is where the way begins
    const queue = [from];
    for (let head = 0; head < queue.length && reached[to] < 0; head++) {
      const account = queue[head];
      for (let at = this.#start[account]; at < this.#start[account + 1]; at++) {
        const link = this.#links[at];
        const other = this.#other(link, account);
        if (reached[other] >= 0 || this.#bits[link] < floor || (cut !== null && cut[link] === 1)) continue;
        reached[other] = link;
        queue.push(other);
      }
    }
    if (reached[to] < 0) return null;
    const way: Tie[] = [];
    for (let account = to; account !== from; account = this.#other(reached[account], account))
      way.push({ link: reached[account], account, bits: this.#bits[reached[account]] });
    return way.reverse();
  }

  #other(link: number, account: number): number {
    return this.source[link] === account ? this.#target[link] : this.source[link];
  }
}
