/** 64-bit keys -> numbers in order of first appearance: open addressing in typed arrays, no object a key. */
import { words } from "./growing.js";
import { mix32 } from "./mix.js";

export class Interner {
  readonly hi = words();
  readonly lo = words();
  /** Number + 1 by slot; 0 is free. */
  #slots = new Uint32Array(2048);

  get size(): number {
    return this.hi.length;
  }

  /** The key's number; a new one where `size` grew. */
  intern(hi: number, lo: number): number {
    if (this.size * 2 >= this.#slots.length) this.#grow();
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (mix32(lo) ^ hi) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = slots[slot] - 1;
      if (this.lo.array[number] === lo && this.hi.array[number] === hi) return number;
    }
    this.hi.push(hi);
    this.lo.push(lo);
    slots[slot] = this.size;
    return this.size - 1;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = (mix32(this.lo.array[number]) ^ this.hi.array[number]) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
