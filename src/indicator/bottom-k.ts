/**
 * Sightings of one kind, one after the other -> the k of least rank, with exact sums: what was pushed out can never come back, so order
 * does not matter.
 */
import { narrow8 } from "../tools/narrow.js";

export class BottomK {
  readonly keep: number;
  /** Kept entries in order of rank: `slot(i)` is the i-th. */
  #order: Uint8Array;
  size = 0;
  readonly bucket: Uint32Array;
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly count: Float64Array;
  /** Where the value's text is found, in the caller's terms. */
  readonly text: Float64Array;
  #latest = -1;

  constructor(keep: number) {
    this.keep = keep;
    this.#order = narrow8(keep, keep - 1, "values of a kind for an account");
    this.bucket = new Uint32Array(keep);
    this.hi = new Uint32Array(keep);
    this.lo = new Uint32Array(keep);
    this.first = new Uint32Array(keep);
    this.last = new Uint32Array(keep);
    this.count = new Float64Array(keep);
    this.text = new Float64Array(keep);
  }

  slot(i: number): number {
    return this.#order[i];
  }

  clear(): void {
    this.size = 0;
    this.#latest = -1;
  }

  /** The slot to hold this value: one that it has, a free one, or -1 where it ranks beyond what is kept. */
  add(bucket: number, hi: number, lo: number, first: number, last: number, count: number): number {
    const latest = this.#latest;
    if (latest >= 0 && this.lo[latest] === lo && this.hi[latest] === hi && this.bucket[latest] === bucket)
      return this.#sum(latest, first, last, count);
    if (this.size === this.keep && this.#isBeyond(bucket, hi, lo)) return -1;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const slot = this.#order[middle];
      const order = this.bucket[slot] - bucket || this.hi[slot] - hi || this.lo[slot] - lo;
      if (order === 0) return this.#sum(slot, first, last, count);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return this.#insert(low, bucket, hi, lo, first, last, count);
  }

  /** Whether it ranks behind the last that is kept: most do, of an account that was seen with many. */
  #isBeyond(bucket: number, hi: number, lo: number): boolean {
    const last = this.#order[this.keep - 1];
    return (bucket - this.bucket[last] || hi - this.hi[last] || lo - this.lo[last]) > 0;
  }

  #sum(slot: number, first: number, last: number, count: number): number {
    if (first < this.first[slot]) this.first[slot] = first;
    if (last > this.last[slot]) this.last[slot] = last;
    this.count[slot] += count;
    this.#latest = slot;
    return slot;
  }

  #insert(at: number, bucket: number, hi: number, lo: number, first: number, last: number, count: number): number {
    if (at === this.keep) return -1;
    const slot = this.size < this.keep ? this.size++ : this.#order[this.keep - 1];
    this.#order.copyWithin(at + 1, at, this.size - 1);
    this.#order[at] = slot;
    this.bucket[slot] = bucket;
    this.hi[slot] = hi;
    this.lo[slot] = lo;
    this.first[slot] = first;
    this.last[slot] = last;
    this.count[slot] = count;
    this.text[slot] = -1;
    this.#latest = slot;
    return slot;
  }
}
