/**
 * Runs of bytes -> a number each: open addressing, compared word by word, no string made. What was worked out for a value once is found
 * again by its bytes.
 */
import { hashBytes32 } from "./byte-hash.js";
import { mix32 } from "./mix.js";

/** Not in the table. */
export const UNKNOWN = -2147483648;

/**
 * A slot is four words side by side, so that a look-up waits for memory once: the hash, where the bytes start in the pool plus 1 (0 is
 * free), their length, the number.
 */
const ROW = 4;

export class ByteTable {
  #pool = new Uint8Array(1 << 12);
  #view = new DataView(this.#pool.buffer);
  #filled = 0;
  #size = 0;
  #capacity = 64;
  #rows = new Int32Array(ROW * this.#capacity);

  /** The number that was put there, or `UNKNOWN`. `hash` is what `hashBytes32` says of them. */
  get(view: DataView, from: number, to: number, hash = hashBytes32(view, from, to)): number {
    const rows = this.#rows;
    const mask = this.#capacity - 1;
    const length = to - from;
    for (let slot = mix32(hash) & mask; ; slot = (slot + 1) & mask) {
      const at = ROW * slot;
      const start = rows[at + 1] - 1;
      if (start < 0) return UNKNOWN;
      if (rows[at] === hash && rows[at + 2] === length && this.#holds(start, view, from, length)) return rows[at + 3];
    }
  }

  /** They must not be in it; returns the number. */
  put(view: DataView, from: number, to: number, number: number, hash = hashBytes32(view, from, to)): number {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const at = this.#free(hash);
    this.#rows[at] = hash;
    this.#rows[at + 1] = this.#hold(view, from, to) + 1;
    this.#rows[at + 2] = to - from;
    this.#rows[at + 3] = number;
    this.#size++;
    return number;
  }

  #holds(start: number, view: DataView, from: number, length: number): boolean {
    const pool = this.#view;
    let i = 0;
    for (; i + 4 <= length; i += 4) if (pool.getInt32(start + i, true) !== view.getInt32(from + i, true)) return false;
    for (; i < length; i++) if (pool.getUint8(start + i) !== view.getUint8(from + i)) return false;
    return true;
  }

  #hold(view: DataView, from: number, to: number): number {
    const start = this.#filled;
    this.#filled += to - from;
    if (this.#filled > this.#pool.length) {
      const pool = new Uint8Array(Math.max(2 * this.#pool.length, this.#filled));
      pool.set(this.#pool);
      this.#pool = pool;
      this.#view = new DataView(pool.buffer);
    }
    this.#pool.set(new Uint8Array(view.buffer, view.byteOffset + from, to - from), start);
    return start;
  }

  #free(hash: number): number {
    const mask = this.#capacity - 1;
    let slot = mix32(hash) & mask;
    while (this.#rows[ROW * slot + 1] !== 0) slot = (slot + 1) & mask;
    return ROW * slot;
  }

  #grow(): void {
    const old = this.#rows;
    this.#capacity *= 2;
    this.#rows = new Int32Array(ROW * this.#capacity);
    for (let at = 0; at < old.length; at += ROW) if (old[at + 1] !== 0) this.#rows.set(old.subarray(at, at + ROW), this.#free(old[at]));
  }
}
