/**
 * The values and sets of a part's segments, each known by one number in whichever of them it comes: what an account was seen with slice
 * after slice is counted as one.
 */
import type { ByteReader, ByteWriter } from "../../tools/bytes.js";
import { words } from "../../tools/growing.js";
import { mix32, mixPair } from "../../tools/mix.js";
import { byCode } from "../footprint.js";

/** A slot is the number plus 1; 0 is free. */
const FIRST_SLOTS = 1 << 10;

export class PartValues {
  readonly #bytes: readonly Uint8Array[];
  /** Of each value: its kind's code, the number of the attribute where that is 0, and its rank. */
  readonly code = words();
  readonly #attribute = words();
  readonly hi = words();
  readonly lo = words();
  /** Where its text is: in which segment, from where (0 where it has none) to where. */
  readonly #textIn = words();
  readonly #textFrom = words();
  readonly #textTo = words();
  readonly #attributes = new Map<string, number>();
  readonly #names: string[] = [];
  #valueSlots = new Uint32Array(FIRST_SLOTS);
  /** The values of set s are at [setStart[s], setStart[s + 1]). */
  readonly setStart = words();
  readonly setValue = words();
  #setSlots = new Uint32Array(FIRST_SLOTS);

  constructor(segments: readonly Uint8Array[]) {
    this.#bytes = segments;
    this.setStart.push(0);
  }

  get size(): number {
    return this.code.length;
  }

  get sets(): number {
    return this.setStart.length - 1;
  }

  /** The name of the attribute that a value of code 0 is of; empty for any other. */
  attribute(value: number): string {
    return this.code.array[value] === 0 ? this.#names[this.#attribute.array[value]] : "";
  }

  hasText(value: number): boolean {
    return this.#textFrom.array[value] > 0;
  }

  /** Writes its text, length first. */
  writeText(writer: ByteWriter, value: number): void {
    const from = this.#textFrom.array[value];
    const to = this.#textTo.array[value];
    writer.count(to - from);
    writer.copy(this.#bytes[this.#textIn.array[value]], from, to);
  }

  /** Reads what a segment says before its rows; returns its values' and its sets' numbers here, in its own order. */
  read(segment: number, reader: ByteReader): { values: Uint32Array; sets: Uint32Array } {
    const attributes: number[] = [];
    for (let n = reader.count(); n > 0; n--) attributes.push(this.#attributeNumber(reader.text()));
    const values = new Uint32Array(reader.count());
    for (let v = 0; v < values.length; v++) values[v] = this.#readValue(segment, reader, attributes);
    const sets = new Uint32Array(reader.count());
    for (let s = 0; s < sets.length; s++) sets[s] = this.#readSet(reader, values);
    return { values, sets };
  }

  #attributeNumber(name: string): number {
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    this.#attributes.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  #readValue(segment: number, reader: ByteReader, attributes: readonly number[]): number {
    const code = reader.count();
    const attribute = code === 0 ? attributes[reader.count()] : 0;
    const hi = reader.word();
    const lo = reader.word();
    let from = 0;
    if (byCode(code).key === "text") {
      const length = reader.count();
      from = reader.at;
      reader.at += length;
    }
    if (2 * this.size >= this.#valueSlots.length) this.#growValues();
    const slots = this.#valueSlots;
    const mask = slots.length - 1;
    let slot = this.#valueHash(code, attribute, hi, lo) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const value = slots[slot] - 1;
      const same = this.lo.array[value] === lo && this.hi.array[value] === hi && this.code.array[value] === code;
      if (same && this.#attribute.array[value] === attribute) return value;
    }
    slots[slot] = this.code.push(code);
    this.#attribute.push(attribute);
    this.hi.push(hi);
    this.lo.push(lo);
    this.#textIn.push(segment);
    this.#textFrom.push(from);
    this.#textTo.push(reader.at);
    return this.size - 1;
  }

  #valueHash(code: number, attribute: number, hi: number, lo: number): number {
    return mix32(lo ^ Math.imul(hi, 0x9e3779b1) ^ Math.imul(code + 64 * attribute, 0x85ebca6b));
  }

  #growValues(): void {
    const slots = new Uint32Array(4 * this.#valueSlots.length);
    const mask = slots.length - 1;
    for (let value = 0; value < this.size; value++) {
      const { code, hi, lo } = this;
      let slot = this.#valueHash(code.array[value], this.#attribute.array[value], hi.array[value], lo.array[value]) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = value + 1;
    }
    this.#valueSlots = slots;
  }

  /** `values`: the segment's. */
  #readSet(reader: ByteReader, values: Uint32Array): number {
    const { setStart, setValue } = this;
    const start = setValue.length;
    let hash = 0;
    for (let n = reader.count(); n > 0; n--) {
      const value = values[reader.count()];
      hash = mixPair(hash, value);
      setValue.push(value);
    }
    if (2 * this.sets >= this.#setSlots.length) this.#growSets();
    const slots = this.#setSlots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const set = slots[slot] - 1;
      if (!this.#isSame(set, start)) continue;
      setValue.length = start;
      return set;
    }
    slots[slot] = this.sets + 1;
    setStart.push(setValue.length);
    return this.sets - 1;
  }

  /** Whether the set is what was pushed from `start` on. */
  #isSame(set: number, start: number): boolean {
    const { setStart, setValue } = this;
    const first = setStart.array[set];
    const length = setValue.length - start;
    if (setStart.array[set + 1] - first !== length) return false;
    for (let i = 0; i < length; i++) if (setValue.array[first + i] !== setValue.array[start + i]) return false;
    return true;
  }

  #growSets(): void {
    const slots = new Uint32Array(4 * this.#setSlots.length);
    const mask = slots.length - 1;
    for (let set = 0; set < this.sets; set++) {
      let hash = 0;
      for (let i = this.setStart.array[set]; i < this.setStart.array[set + 1]; i++) hash = mixPair(hash, this.setValue.array[i]);
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = set + 1;
    }
    this.#setSlots = slots;
  }
}
