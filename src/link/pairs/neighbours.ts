/** A pair of accounts + a value that they share -> what that is worth in the region that both are at home in. */
import type { AtHome } from "../model.js";

/** Looks at one pair at a time; keeps what they have in common between calls. */
export class Neighbours {
  readonly #home: AtHome;
  #a = -1;
  #b = -1;
  /** Regions that both may be at home in, ascending. */
  readonly #common: number[] = [];

  constructor(home: AtHome) {
    this.#home = home;
  }

  /** As little as in any of their common regions; `everywhere` where they have none. */
  bits(token: number, everywhere: number, a: number, b: number): number {
    if (a !== this.#a || b !== this.#b) this.#meet(a, b);
    const { regions, bits } = this.#home;
    const { tokenStart, tokenRegion } = regions;
    const common = this.#common;
    let least = everywhere;
    let n = 0;
    for (let r = tokenStart[token]; n < common.length && r < tokenStart[token + 1]; r++) {
      while (n < common.length && common[n] < tokenRegion[r]) n++;
      if (common[n] === tokenRegion[r] && bits[r] < least) least = bits[r];
    }
    return least;
  }

  #meet(a: number, b: number): void {
    const { start, region } = this.#home.regions;
    this.#a = a;
    this.#b = b;
    this.#common.length = 0;
    let q = start[b];
    for (let p = start[a]; p < start[a + 1] && q < start[b + 1]; p++) {
      while (q < start[b + 1] && region[q] < region[p]) q++;
      if (q < start[b + 1] && region[q] === region[p]) this.#common.push(region[p]);
    }
  }
}
