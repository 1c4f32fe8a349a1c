/** Runs of bytes with their hash -> a number each: open addressing, compared byte by byte, no string made. What was worked out for a value once is found again by its bytes. */
import { words } from "./columns.js";
import { mix32 } from "./hash.js";

/** Not in the table. */
export const UNKNOWN = -2147483648;

export class ByteTable {
  #pool = new Uint8Array(1 << 12);
  #filled = 0;
  readonly #start = words();
  readonly #hash = words();
  #number = new Int32Array(256);
  /** Entry + 1 by slot; 0 is free. */
  #slots = new Int32Array(512);

  get bytes(): number {
    return this.#filled + 24 * this.#start.length;
  }

  /** The number that was put there, or `UNKNOWN`. */
  get(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const starts = this.#start.array;
    const pool = this.#pool;
    for (let slot = mix32(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = slots[slot] - 1;
      if (this.#hash.array[entry] !== hash >>> 0) continue;
      const start = starts[entry];
      const end = entry + 1 < this.#start.length ? starts[entry + 1] : this.#filled;
      if (end - start !== to - from) continue;
      let i = start;
      let j = from;
      while (i < end && pool[i] === bytes[j]) {
        i++;
        j++;
      }
      if (i === end) return this.#number[entry];
    }
    return UNKNOWN;
  }

  /** They must not be in it; returns the number. */
  put(bytes: Uint8Array, from: number, to: number, hash: number, number: number): number {
    const entry = this.#start.length;
    if (entry * 2 >= this.#slots.length) this.#grow();
    const length = to - from;
    if (this.#filled + length > this.#pool.length) {
      const pool = new Uint8Array(Math.max(2 * this.#pool.length, this.#filled + length));
      pool.set(this.#pool.subarray(0, this.#filled));
      this.#pool = pool;
    }
    this.#start.push(this.#filled);
    this.#hash.push(hash);
    for (let i = from; i < to; i++) this.#pool[this.#filled++] = bytes[i];
    this.#number[entry] = number;
    this.#place(entry);
    return number;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = mix32(this.#hash.array[entry]) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const number = new Int32Array(this.#slots.length / 2);
    number.set(this.#number);
    this.#number = number;
    for (let entry = 0; entry < this.#start.length; entry++) this.#place(entry);
  }
}
