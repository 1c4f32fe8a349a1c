/** Lengths -> short typed arrays out of a few long ones: an array by itself costs the collector more than its numbers are worth. */

const SLAB = 1 << 18;

export class Slabs<T extends Uint32Array | Float64Array> {
  readonly #make: (length: number) => T;
  readonly #slabs: T[] = [];
  /** The slab that is taken from, and where it is free. */
  #slab = 0;
  #at = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
  }

  /** What is in it is anything. */
  take(length: number): T {
    if (length > SLAB) return this.#make(length);
    if (this.#at + length > SLAB) {
      this.#slab++;
      this.#at = 0;
    }
    if (this.#slab === this.#slabs.length) this.#slabs.push(this.#make(SLAB));
    this.#at += length;
    return this.#slabs[this.#slab].subarray(this.#at - length, this.#at) as T;
  }

  /** All that was taken is free again. */
  reset(): void {
    this.#slab = 0;
    this.#at = 0;
  }
}
