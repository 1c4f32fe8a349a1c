/**
 * One account's tokens in a small hash table -> those that another account has too: the table is made once for all the pairs of an account,
 * and most tokens of another are told apart from it at the first look.
 */
import type { Tokens } from "../tokens.js";

/** Slots a token: the more, the fewer looks. */
const SLOTS_EACH = 8;
const LEAST_SLOTS = 256;

export class SharedTokens {
  /** What the pair met last shares, as places in the first account's row: the first `count`, ascending. */
  places = new Uint16Array(LEAST_SLOTS);
  count = 0;
  /** Where the first account's row begins, and how long it is. */
  from = 0;
  length = 0;
  readonly #start: Uint32Array;
  readonly #token: Uint32Array;
  /** Token + 1 by slot, 0 where it is free; and its place in the row. */
  #slots = new Int32Array(LEAST_SLOTS);
  #placeOf = new Uint16Array(LEAST_SLOTS);
  #shift = shiftOf(LEAST_SLOTS);

  constructor({ start, token }: Pick<Tokens, "start" | "token">) {
    this.#start = start;
    this.#token = token;
  }

  /** Makes `a` the first of the pairs to come. */
  begin(a: number): void {
    const token = this.#token;
    const slots = this.#clear(this.#start[a + 1] - this.#start[a]);
    const placeOf = this.#placeOf;
    const shift = this.#shift;
    const mask = slots.length - 1;
    this.from = this.#start[a];
    for (let place = 0; place < this.length; place++) {
      const t = token[this.from + place] + 1;
      let slot = Math.imul(t, 0x9e3779b1) >>> shift;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = t;
      placeOf[slot] = place;
    }
  }

  /** Finds what `b` shares with the account that was begun with. */
  meet(b: number): void {
    const token = this.#token;
    const slots = this.#slots;
    const shift = this.#shift;
    const mask = slots.length - 1;
    const end = this.#start[b + 1];
    let count = 0;
    for (let q = this.#start[b]; q < end; q++) {
      const t = token[q] + 1;
      let slot = Math.imul(t, 0x9e3779b1) >>> shift;
      let other = slots[slot];
      while (other !== 0 && other !== t) {
        slot = (slot + 1) & mask;
        other = slots[slot];
      }
      if (other === t) this.places[count++] = this.#placeOf[slot];
    }
    this.count = count;
  }

  /** An empty table for a row of so many tokens. */
  #clear(length: number): Int32Array {
    this.length = length;
    if (length * SLOTS_EACH > this.#slots.length) {
      let slots = this.#slots.length;
      while (slots < length * SLOTS_EACH) slots *= 2;
      this.#slots = new Int32Array(slots);
      this.#placeOf = new Uint16Array(slots);
      this.places = new Uint16Array(slots);
      this.#shift = shiftOf(slots);
    } else this.#slots.fill(0);
    return this.#slots;
  }
}

const shiftOf = (slots: number) => 32 - Math.log2(slots);
