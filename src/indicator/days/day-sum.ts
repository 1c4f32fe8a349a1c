/**
 * What happened to one account <-> its activity by day, as bytes: usage by (day, capability, model), and the days with any other event.
 * Adding events, and absorbing what was written before, give the same bytes in whatever order; more events on the same days add no entry.
 */
import type { ByteReader, ByteWriter } from "../../tools/bytes.js";
import { mixPair } from "../../tools/mix.js";
import { plus, type ReadText, type WriteText } from "../footprint.js";
import { CAPABILITIES } from "../population.js";
import { Models, OTHERS, UNSAID } from "./models.js";
import { DAYS, dayPeriod, FIRST_DAY, fold, MONTHS, type Span, spread } from "./periods.js";

/** An entry's code: what is no usage, or 1 plus the capability (0 where it was not said) plus so much for each model. */
export const OTHER_EVENT = 0;
export const CAPABILITY_ROOM = 16;
if (CAPABILITIES.length >= CAPABILITY_ROOM) throw new Error(`there are ${CAPABILITIES.length} capabilities; an entry has room for 15`);
/** An entry's key in what is written is its period, its code and its number, side by side in 53 bits. */
const CODES = 512;
const ENTRIES = 2 ** 27;
const ROOM = 256;

export class DaySum {
  readonly models = new Models();
  #size = 0;
  #period = new Int32Array(ROOM);
  #code = new Int32Array(ROOM);
  /** Three an entry: exchanges, input tokens, output tokens. */
  #sums = new Float64Array(3 * ROOM);
  /** A hash table of entries' numbers: those of an account have its stamp. */
  #slots = new Uint32Array(2 * ROOM);
  #stamps = new Uint32Array(2 * ROOM);
  #stamp = 1;
  #latest = -1;
  /** Room for the entries' keys. */
  #room = new Float64Array(ROOM);
  /** Of folded periods. */
  readonly #spans = new Map<number, Span>();

  clear(): void {
    this.models.clear();
    this.#spans.clear();
    this.#size = 0;
    this.#latest = -1;
    this.#stamp++;
  }

  /** A usage event; `capability` and tokens are -1 where they were not said, `model` is a slot of `models`. */
  addUsage(day: number, capability: number, model: number, exchanges: number, inputTokens: number, outputTokens: number): void {
    const code = 2 + capability + CAPABILITY_ROOM * model;
    this.#add(dayPeriod(day), code, exchanges, Math.max(0, inputTokens), Math.max(0, outputTokens));
  }

  /** An event of any other type. */
  addOther(day: number): void {
    this.#add(dayPeriod(day), OTHER_EVENT, 0, 0, 0);
  }

  #add(period: number, code: number, exchanges: number, inputTokens: number, outputTokens: number): void {
    let entry = this.#latest;
    if (entry < 0 || this.#code[entry] !== code || this.#period[entry] !== period) entry = this.#entry(period, code);
    this.#latest = entry;
    const sums = this.#sums;
    const at = 3 * entry;
    sums[at] = plus(sums[at], exchanges);
    sums[at + 1] = plus(sums[at + 1], inputTokens);
    sums[at + 2] = plus(sums[at + 2], outputTokens);
  }

  #entry(period: number, code: number): number {
    if (2 * this.#size >= this.#slots.length) this.#grow();
    const mask = this.#slots.length - 1;
    let slot = mixPair(period, code) & mask;
    for (; this.#stamps[slot] === this.#stamp; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot];
      if (this.#code[entry] === code && this.#period[entry] === period) return entry;
    }
    this.#stamps[slot] = this.#stamp;
    this.#slots[slot] = this.#size;
    this.#period[this.#size] = period;
    this.#code[this.#size] = code;
    this.#sums.fill(0, 3 * this.#size, 3 * this.#size + 3);
    return this.#size++;
  }

  #grow(): void {
    const length = 2 * this.#slots.length;
    this.#slots = new Uint32Array(length);
    this.#stamps = new Uint32Array(length);
    this.#room = new Float64Array(length / 2);
    this.#period = longer(this.#period, new Int32Array(length / 2));
    this.#code = longer(this.#code, new Int32Array(length / 2));
    this.#sums = longer(this.#sums, new Float64Array((3 * length) / 2));
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = mixPair(this.#period[entry], this.#code[entry]) & (length - 1);
      while (this.#stamps[slot] === this.#stamp) slot = (slot + 1) & (length - 1);
      this.#stamps[slot] = this.#stamp;
      this.#slots[slot] = entry;
    }
  }

  /** `writeText` as for footprints: the models' names. */
  write(writer: ByteWriter, writeText: WriteText): void {
    const { named } = this.models;
    writer.count(named.length);
    for (const { hi, lo, text } of named) {
      writer.word(hi);
      writer.word(lo);
      writeText(writer, text);
    }
    const keys = this.#keys();
    let before = 0;
    for (let from = 0, to = 0; from < keys.length; from = to) {
      const period = periodOf(keys[from]);
      while (to < keys.length && periodOf(keys[to]) === period) to++;
      writer.count(period - before + 1);
      before = period;
      const span = period < FIRST_DAY ? this.#spans.get(period)! : null;
      if (span) {
        writer.count(span.first + 1);
        writer.count(span.last - span.first);
      }
      this.#writeEntries(writer, keys.subarray(from, to));
    }
    writer.count(0);
  }

  #writeEntries(writer: ByteWriter, keys: Float64Array): void {
    const sums = this.#sums;
    for (let i = 0; i < keys.length; ) {
      const code = codeOf(keys[i]);
      let exchanges = 0;
      let inputTokens = 0;
      let outputTokens = 0;
      for (; i < keys.length && codeOf(keys[i]) === code; i++) {
        const at = 3 * (keys[i] % ENTRIES);
        exchanges = plus(exchanges, sums[at]);
        inputTokens = plus(inputTokens, sums[at + 1]);
        outputTokens = plus(outputTokens, sums[at + 2]);
      }
      writer.count(code + 1);
      if (code === OTHER_EVENT) continue;
      writer.count(exchanges);
      writer.count(inputTokens);
      writer.count(outputTokens);
    }
    writer.count(0);
  }

  /** All entries by period and code, in order; several have the same where models lost their names or days were folded. */
  #keys(): Float64Array {
    const size = this.#size;
    const places = this.models.places();
    const keys = this.#room.subarray(0, size);
    for (let entry = 0; entry < size; entry++) keys[entry] = keyOf(this.#period[entry], placed(this.#code[entry], places), entry);
    keys.sort();
    if (size <= Math.min(DAYS, MONTHS)) return keys; // too few to be folded
    const folded = fold([...new Set(Array.from(keys, periodOf))], this.#spans);
    if (folded.size === 0) return keys;
    for (const [i, key] of keys.entries()) keys[i] = keyOf(folded.get(periodOf(key)) ?? periodOf(key), codeOf(key), key % ENTRIES);
    return keys.sort();
  }

  /** Adds what was written of this account before; leaves the reader behind it. */
  absorb(reader: ByteReader, readText: ReadText): void {
    const slots = [UNSAID, OTHERS];
    for (let n = reader.count(); n > 0; n--) {
      const hi = reader.word();
      const lo = reader.word();
      const slot = this.models.slotOf(hi, lo);
      const text = readText(reader, slot < 0);
      slots.push(slot < 0 ? this.models.name(hi, lo, text) : slot);
    }
    let period = 0;
    for (let step = reader.count(); step > 0; step = reader.count()) {
      period += step - 1;
      if (period < FIRST_DAY) {
        const first = reader.count() - 1;
        spread(this.#spans, period, { first, last: first + reader.count() });
      }
      for (let next = reader.count(); next > 0; next = reader.count()) {
        if (next - 1 === OTHER_EVENT) this.#add(period, OTHER_EVENT, 0, 0, 0);
        else this.#add(period, placed(next - 1, slots), reader.count(), reader.count(), reader.count());
      }
    }
  }
}

const keyOf = (period: number, code: number, entry: number): number => (period * CODES + code) * ENTRIES + entry;
const periodOf = (key: number): number => Math.floor(key / (CODES * ENTRIES));
const codeOf = (key: number): number => Math.floor(key / ENTRIES) % CODES;

/** A usage's code with another model's place. */
function placed(code: number, places: ArrayLike<number>): number {
  if (code === OTHER_EVENT) return code;
  return ((code - 1) % CAPABILITY_ROOM) + 1 + CAPABILITY_ROOM * places[Math.floor((code - 1) / CAPABILITY_ROOM)];
}

function longer<T extends Int32Array | Float64Array>(array: T, to: T): T {
  to.set(array);
  return to;
}
