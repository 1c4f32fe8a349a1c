/** A line's bytes -> where the fields of an event are in it, without decoding: for lines as machines write them. Anything unusual is left to the JSON parser, which alone says what a line means. */
import { hashEnd, hashStep } from "./byte-hash.js";
import { SCHEMAS } from "./event.js";

const QUOTE = 34;
const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;
const SPACE = 32;
const MOST_DIGITS = 15;

/** Bytes that stand for themselves in a JSON string: printable ASCII but the quote and the backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 32 && byte < 128 && byte !== QUOTE && byte !== 92 ? 1 : 0));

/** The fields of all events, without what is in their objects. Their sets are held as bits. */
const NAMES = [...new Set(Object.values(SCHEMAS).flatMap((schema) => Object.keys(schema.shape)))];
if (NAMES.length > 31) throw new Error(`the schemas name ${NAMES.length} fields; a set of them has 31 bits`);
/** Each name with its quotes and colon, in words; the last one overlaps the one before. */
const KEY_LENGTH = Uint8Array.from(NAMES, (name) => name.length + 3);
const KEY_WORDS = NAMES.map((name) => {
  const key = Buffer.from(`"${name}":`);
  return Int32Array.from({ length: Math.ceil(key.length / 4) }, (_, i) => key.readInt32LE(Math.min(4 * i, key.length - 4)));
});

/** A field's number. */
export function fieldOf(name: string): number {
  const field = NAMES.indexOf(name);
  if (field < 0) throw new Error(`no event has a field ${name}`);
  return field;
}

/** Before the first field. */
const START = NAMES.length;
const GUESSES = 4;

export class Scanner {
  /** The fields that are strings without escapes, digits of a whole number, and objects, each a set of bits. */
  strings = 0;
  digits = 0;
  objects = 0;
  /** Of each field: where it begins and ends (of a string, without its quotes). */
  readonly from = new Int32Array(NAMES.length);
  readonly to = new Int32Array(NAMES.length);
  /** Of objects: the hash of their bytes, as `hashBytes32` has it. */
  readonly hash = new Int32Array(NAMES.length);
  /** Of digits: the number. */
  readonly number = new Float64Array(NAMES.length);
  /** By field: those that came after it, the latest first. Machines write their fields in the same order again and again. */
  readonly #next = new Int8Array((NAMES.length + 1) * GUESSES).fill(-1);

  /**
   * False where the line in [from, end) is anything but plain: then the fields mean nothing. `bytes[end]` must be there; `view` is of the same bytes.
   * An object is taken to end at the first closing brace: whoever reads it must see that it is one.
   */
  scan(bytes: Uint8Array, view: DataView, from: number, end: number): boolean {
    this.strings = this.digits = this.objects = 0;
    let at = from;
    if (bytes[at++] !== OPEN) return false;
    for (let before = START; ; ) {
      const field = this.#fieldAt(view, at, end, before);
      if (field < 0 || ((this.strings | this.digits | this.objects) & (1 << field)) !== 0) return false;
      before = field;
      at += KEY_LENGTH[field];
      if (bytes[at] === SPACE) at++;
      const first = bytes[at];
      if (first === QUOTE) {
        const close = stringEnd(bytes, view, at + 1, end);
        if (bytes[close] !== QUOTE) return false;
        this.strings |= 1 << field;
        this.from[field] = at + 1;
        this.to[field] = close;
        at = close + 1;
      } else if (first === OPEN) {
        if (!this.#object(view, at, end, field)) return false;
        at = this.to[field];
      } else {
        if (!this.#digits(bytes, at, field)) return false;
        at = this.to[field];
      }
      if (bytes[at] === CLOSE) return at + 1 === end;
      if (bytes[at++] !== COMMA) return false;
      if (bytes[at] === SPACE) at++;
    }
  }

  /** The field whose name stands at `at`, or -1. */
  #fieldAt(view: DataView, at: number, end: number, before: number): number {
    const next = this.#next;
    const first = before * GUESSES;
    for (let guess = first; guess < first + GUESSES; guess++) {
      const field = next[guess];
      if (field < 0) break;
      if (!standsAt(view, at, end, field)) continue;
      if (guess > first) this.#remember(first, guess, field);
      return field;
    }
    const field = NAMES.findIndex((_, name) => standsAt(view, at, end, name));
    if (field >= 0) this.#remember(first, first + GUESSES - 1, field);
    return field;
  }

  #remember(first: number, last: number, field: number): void {
    for (let i = last; i > first; i--) this.#next[i] = this.#next[i - 1];
    this.#next[first] = field;
  }

  #object(view: DataView, from: number, end: number, field: number): boolean {
    let hash = 0;
    let at = from;
    for (; at + 4 <= end; at += 4) {
      const word = view.getInt32(at, true);
      const braces = word ^ 0x7d7d7d7d; // a byte is 0 where a brace closes
      if (((braces - 0x01010101) & ~braces & 0x80808080) !== 0) break;
      hash = hashStep(hash, word);
    }
    const start = at;
    while (at < end && view.getUint8(at) !== CLOSE) at++;
    if (at === end) return false;
    this.objects |= 1 << field;
    this.from[field] = from;
    this.to[field] = at + 1;
    this.hash[field] = hashEnd(hash, view, start, at + 1);
    return true;
  }

  #digits(bytes: Uint8Array, from: number, field: number): boolean {
    let number = 0;
    let at = from;
    for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9; digit = bytes[++at] - 48) number = number * 10 + digit;
    if (at === from || at - from > MOST_DIGITS || (bytes[from] === 48 && at > from + 1)) return false;
    this.digits |= 1 << field;
    this.from[field] = from;
    this.to[field] = at;
    this.number[field] = number;
    return true;
  }
}

/** Whether the name of a field stands at `at`. */
function standsAt(view: DataView, at: number, end: number, field: number): boolean {
  const length = KEY_LENGTH[field];
  if (at + length > end) return false;
  const words = KEY_WORDS[field];
  const last = words.length - 1;
  for (let i = 0; i < last; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
  return view.getInt32(at + length - 4, true) === words[last];
}

/** Where the first byte is that does not stand for itself in a string; four are looked at together. */
function stringEnd(bytes: Uint8Array, view: DataView, at: number, end: number): number {
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true);
    const quotes = word ^ 0x22222222;
    const escapes = word ^ 0x5c5c5c5c;
    const zeros = ((quotes - 0x01010101) & ~quotes) | ((escapes - 0x01010101) & ~escapes);
    if (((zeros | ((word - 0x20202020) & ~word) | word) & 0x80808080) !== 0) break;
  }
  while (PLAIN[bytes[at]] === 1) at++;
  return at;
}
