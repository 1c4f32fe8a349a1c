/** A pair of accounts + a value that they share -> what that is worth in the region that both are at home in. */
import { firstFrom } from "../../tools/first-from.js";
import type { AtHome } from "../model.js";

/** The values of an account: their tokens from `from` on, and by place the kind of each and what it is worth anywhere. */
interface Values {
  from: number;
  length: number;
  token: Uint32Array;
  kind: Uint16Array;
  everywhere: Float64Array;
}

/** Looks at one pair at a time; keeps what they have in common between calls. */
export class Neighbours {
  readonly #home: AtHome;
  #a = -1;
  #b = -1;
  /** Regions that both may be at home in: their places among the first account's. */
  readonly #common: number[] = [];
  /** By value and region of the first account whose values were looked up: what the value is worth there. */
  #worth = new Float64Array(256);
  #regions = 0;

  constructor(home: AtHome) {
    this.#home = home;
  }

  /** As little as in any of their common regions; `everywhere` where they have none. */
  bits(token: number, everywhere: number, a: number, b: number): number {
    this.meet(a, b);
    const { start, region } = this.#home.regions;
    let least = everywhere;
    for (const i of this.#common) least = Math.min(least, this.#bitsIn(region[start[a] + i], token, everywhere));
    return least;
  }

  /** Looks up what the values are worth in each region of an account, once for all its pairs. */
  begin(a: number, { from, length, token, kind, everywhere }: Values): void {
    const { start, region } = this.#home.regions;
    const regions = start[a + 1] - start[a];
    this.#regions = regions;
    if (length * regions > this.#worth.length) this.#worth = new Float64Array(2 * length * regions);
    const { isRegional } = this.#home.regions;
    for (let p = 0; p < length; p++) {
      if (isRegional[kind[p]] === 0) continue;
      for (let i = 0; i < regions; i++) this.#worth[p * regions + i] = this.#bitsIn(region[start[a] + i], token[from + p], everywhere[p]);
    }
  }

  /** Of the value at place `p` of those looked up, to the pair that met last. */
  worth(p: number, everywhere: number): number {
    let least = everywhere;
    for (let n = 0; n < this.#common.length; n++) {
      const bits = this.#worth[p * this.#regions + this.#common[n]];
      if (bits < least) least = bits;
    }
    return least;
  }

  #bitsIn(region: number, token: number, everywhere: number): number {
    const { tokenStart, tokenRegion } = this.#home.regions;
    const end = tokenStart[token + 1];
    const at = firstFrom(tokenRegion, tokenStart[token], end, region);
    return at < end && tokenRegion[at] === region ? this.#home.bits[at] : everywhere;
  }

  meet(a: number, b: number): void {
    if (a === this.#a && b === this.#b) return;
    const { start, region } = this.#home.regions;
    this.#a = a;
    this.#b = b;
    this.#common.length = 0;
    let q = start[b];
    for (let p = start[a]; p < start[a + 1] && q < start[b + 1]; p++) {
      while (q < start[b + 1] && region[q] < region[p]) q++;
      if (q < start[b + 1] && region[q] === region[p]) this.#common.push(p - start[a]);
    }
  }
}
