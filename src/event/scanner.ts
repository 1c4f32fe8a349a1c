/**
 * Lines' bytes -> where the fields of an event are in each, without decoding: for lines as machines write them. Anything unusual is left to
 * the JSON parser, which alone says what a line means. The scanning itself is `kernel/`, compiled to WebAssembly.
 */
import { PermanentError } from "../errors.js";
import { kernelOf } from "../wasm.js";
import { SCHEMAS } from "./event.js";

/** As `kernel/index.ts` says; what ends in `At` is an address. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly keyAt: { readonly value: number };
  readonly keyLengthAt: { readonly value: number };
  readonly setsAt: { readonly value: number };
  readonly fromAt: { readonly value: number };
  readonly toAt: { readonly value: number };
  readonly numberAt: { readonly value: number };
  readonly leadAt: { readonly value: number };
  readonly leadLengthAt: { readonly value: number };
  readonly openedAt: { readonly value: number };
  readonly keyFoundAt: { readonly value: number };
  begin(fields: number): void;
  room(bytes: number): number;
  scan(start: number, length: number): number;
  timeIn(field: number): number;
  hashIn(field: number): void;
  hexIn(field: number): number;
  open(field: number, lead: number): number;
}

/** The fields of all events, without what is in their objects. Their sets are held as bits. */
const NAMES = [...new Set(Object.values(SCHEMAS).flatMap((schema) => Object.keys(schema.shape)))];
if (NAMES.length > 31) throw new Error(`the schemas name ${NAMES.length} fields; a set of them has 31 bits`);
const KEYS = NAMES.map((name) => Buffer.from(`"${name}":`));
const KEY_ROOM = 32;
if (KEYS.some(({ length }) => length > KEY_ROOM)) throw new Error(`a field's name has at most ${KEY_ROOM - 3} characters`);

/** Names of texts that nearly every object of a kind has first, and another one each: `open` takes them off. */
const LEADS = ["ip", "device"].map((name) => Buffer.from(`{"${name}":`));
export const NO_LEAD = -1;
export const IP = 0;
export const DEVICE = 1;

/** What `open` finds: nothing, an IPv4 address, or else (1) any other text. */
export const NO_TEXT = 0;
export const AN_IPV4 = 2;

/** A field's number. */
export function fieldOf(name: string): number {
  const field = NAMES.indexOf(name);
  if (field < 0) throw new Error(`no event has a field ${name}`);
  return field;
}

export class Scanner {
  /** Of each field: where it begins and ends (of a string, without its quotes). */
  from!: Int32Array;
  to!: Int32Array;
  /** Of digits: the number. */
  number!: Float64Array;
  /** Of the object opened last: where the text that leads it begins and ends, and a hash of the bytes from `from` on. */
  opened!: Int32Array;
  /** What `hashIn`, `hexIn` or `open` left last: the high word, then the low one. */
  key!: Uint32Array;
  readonly #kernel = kernelOf<Kernel>("event");
  #memory!: Uint8Array;
  #sets!: Int32Array;
  #length = 0;

  constructor() {
    this.#look();
    for (const [field, key] of KEYS.entries()) {
      this.#memory.set(key, this.#kernel.keyAt.value + KEY_ROOM * field);
      this.#memory[this.#kernel.keyLengthAt.value + field] = key.length;
    }
    for (const [lead, key] of LEADS.entries()) {
      this.#memory.set(key, this.#kernel.leadAt.value + KEY_ROOM * lead);
      this.#memory[this.#kernel.leadLengthAt.value + lead] = key.length;
    }
    this.#kernel.begin(KEYS.length);
  }

  /** The fields that are strings without escapes, digits of a whole number, and objects, each a set of bits. */
  get strings(): number {
    return this.#sets[0];
  }

  get digits(): number {
    return this.#sets[1];
  }

  get objects(): number {
    return this.#sets[2];
  }

  /** Takes a copy of the lines to scan. */
  load(lines: Uint8Array): void {
    const at = this.#kernel.room(lines.length);
    if (at === 0)
      throw new PermanentError(`no memory to scan ${lines.length} bytes of lines: give this machine more, or use fewer threads`);
    if (this.#memory.buffer !== this.#kernel.memory.buffer) this.#look();
    this.#memory.set(lines, at);
    this.#length = lines.length;
  }

  /**
   * Of the line that starts there: where its newline is; or -1 where the line is anything but plain, and then the fields mean nothing.
   * An object is taken to end at the first closing brace, even behind the newline: whoever reads it must see that it is one.
   */
  scan(start: number): number {
    return this.#kernel.scan(start, this.#length);
  }

  /**
   * The time in a string, as `YYYY-MM-DDTHH:MM:SSZ` or with `.mmm`, in milliseconds since 1970; NaN for any other form, which says nothing
   * about the time.
   */
  timeIn(field: number): number {
    return this.#kernel.timeIn(field);
  }

  /** The hash of a string, as `hash` says of its text: in `key`. */
  hashIn(field: number): void {
    this.#kernel.hashIn(field);
  }

  /** What the 16 hex digits of a string say: in `key`. False where it is anything else. */
  hexIn(field: number): boolean {
    return this.#kernel.hexIn(field) !== 0;
  }

  /**
   * Opens an object, once: a text that stands first in it under the name of `lead`, and has no escapes, is taken off. Then `from` is behind
   * its closing quote, `opened` says where it is, and the answer whether it is an IPv4 address: that is in `key` then, as `parseAddress`
   * says. What is left begins with a comma or the closing brace, or is no JSON; with `NO_TEXT` it is the object as it was.
   */
  open(field: number, lead: number): number {
    return this.#kernel.open(field, lead);
  }

  /** Memory that has grown is another's. */
  #look(): void {
    const { memory, setsAt, fromAt, toAt, openedAt, numberAt, keyFoundAt } = this.#kernel;
    const fields = KEYS.length;
    this.#memory = new Uint8Array(memory.buffer);
    this.#sets = new Int32Array(memory.buffer, setsAt.value, 3);
    this.from = new Int32Array(memory.buffer, fromAt.value, fields);
    this.to = new Int32Array(memory.buffer, toAt.value, fields);
    this.opened = new Int32Array(memory.buffer, openedAt.value, 3);
    this.number = new Float64Array(memory.buffer, numberAt.value, fields);
    this.key = new Uint32Array(memory.buffer, keyFoundAt.value, 2);
  }
}
