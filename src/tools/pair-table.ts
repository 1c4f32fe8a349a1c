/** Pairs of numbers -> a number each: open addressing in one typed array, no key object and no boxed number. */
import { mix32 } from "./mix.js";

const ROW = 3;

export class PairTable {
  size = 0;
  #capacity = 256;
  /** a, b and number + 1 by slot; number + 1 = 0 is free. */
  #rows = new Int32Array(ROW * this.#capacity);

  /** The pair's number (from 0), or -1. */
  get(a: number, b: number): number {
    return this.#rows[this.#slot(a, b) + 2] - 1;
  }

  /** The pair must not be in it; returns the number. */
  put(a: number, b: number, number: number): number {
    if (this.size * 2 >= this.#capacity) this.#grow();
    this.#set(a, b, number + 1);
    this.size++;
    return number;
  }

  #slot(a: number, b: number): number {
    const rows = this.#rows;
    const mask = this.#capacity - 1;
    let slot = mix32(Math.imul(a, 0x9e3779b1) ^ b) & mask;
    while (rows[ROW * slot + 2] !== 0 && (rows[ROW * slot] !== a || rows[ROW * slot + 1] !== b)) slot = (slot + 1) & mask;
    return ROW * slot;
  }

  #set(a: number, b: number, stored: number): void {
    const at = this.#slot(a, b);
    this.#rows[at] = a;
    this.#rows[at + 1] = b;
    this.#rows[at + 2] = stored;
  }

  #grow(): void {
    const old = this.#rows;
    this.#capacity *= 2;
    this.#rows = new Int32Array(ROW * this.#capacity);
    for (let at = 0; at < old.length; at += ROW) if (old[at + 2] !== 0) this.#set(old[at], old[at + 1], old[at + 2]);
  }
}
