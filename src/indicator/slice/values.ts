/**
 * Indicator values as they come, slice after slice, each known by a number: its kind, its rank and its text. A value that comes again is
 * hashed once.
 */
import { ByteWriter } from "../../tools/bytes.js";
import { type Column, words } from "../../tools/growing.js";
import { hash, type Key } from "../../tools/hash.js";
import { PairTable } from "../../tools/pair-table.js";
import type { Kind } from "../kinds/kind.js";
import { attributeKind, KINDS, kindOf } from "../kinds/registry.js";
import type { Pseudonymise } from "../normalise/pseudonym.js";
import { rankOf } from "../rank.js";
import { AccountTable } from "./account-table.js";

/** A text beside its key is at most this long; the key is of all of it. */
const TEXT_LENGTH = 200;
export const VALUE_WORDS = 4;
/** About how many bytes a value takes beside its text. */
const VALUE_BYTES = 128;
const MOST_BYTES = 256 * 1024 * 1024;

/** A kind that was seen: one of the registry, or an attribute. */
interface Entry {
  kind: Kind;
  /** The attribute's name, or empty. */
  attribute: string;
  /** By the value as it was sent. */
  known: Map<string | number, number>;
  /** By the numbers of the values that it is made of; attributes are not. */
  pairs: PairTable;
}

const NO_PAIRS = new PairTable();
const entryOf = (kind: Kind, attribute: string): Entry => ({
  kind,
  attribute,
  known: new Map(),
  pairs: attribute === "" ? new PairTable() : NO_PAIRS,
});

export class Values {
  /** By kind number: registry kinds at their code, attributes after them. */
  readonly kinds: Entry[] = [];
  readonly #attributes = new Map<string, number>();
  readonly #pairs = new PairTable();
  readonly #groups = new Map<string, readonly number[]>();
  /** `VALUE_WORDS` words a value, side by side so that memory is waited for once: its kind number and both halves of its rank. */
  readonly ranked: Column<Uint32Array> = words();
  /** Each value's text, length first, and where each begins. */
  readonly #texts = new ByteWriter(1 << 16);
  readonly #textStart = words();
  /** The values of each set, one after the other. */
  readonly setStart = words();
  readonly setValue = words();
  readonly accounts = new AccountTable();
  readonly #pseudonymise: Pseudonymise;
  #bytes = 0;

  constructor(pseudonymise: Pseudonymise) {
    this.#pseudonymise = pseudonymise;
    this.#textStart.push(0);
    this.setStart.push(0);
    for (const kind of KINDS) this.kinds[kind.code] = entryOf(kind, "");
    this.kinds[0] = entryOf(kindOf(""), "");
  }

  /** How many values there are. */
  get size(): number {
    return this.#textStart.length - 1;
  }

  get sets(): number {
    return this.setStart.length - 1;
  }

  /** Whether it is time to begin anew: memory is bounded, and who holds a slice holds its values. */
  get full(): boolean {
    return this.#bytes + VALUE_BYTES * this.accounts.size > MOST_BYTES;
  }

  /** Tells of memory that is held for a value of this length. */
  hold(length: number): void {
    this.#bytes += VALUE_BYTES + length;
  }

  /** The kind number of an attribute. */
  attribute(name: string): number {
    let kind = this.#attributes.get(name);
    if (kind === undefined) {
      kind = this.kinds.length;
      this.hold(name.length);
      this.kinds.push(entryOf(attributeKind(name), name));
      this.#attributes.set(name, kind);
    }
    return kind;
  }

  /**
   * A value of a `text` or `pseudonym` kind as it was sent; `normalise` is only asked where it comes for the first time. -1 where nothing
   * is left.
   */
  of<T extends string | number>(kind: number, sent: T, normalise: (sent: T) => string): number {
    const { known } = this.kinds[kind];
    let number = known.get(sent);
    if (number === undefined) {
      const text = normalise(sent).trim();
      number = text === "" ? -1 : this.#add(kind, text);
      known.set(sent, number);
      this.hold(typeof sent === "string" ? sent.length : 0);
    }
    return number;
  }

  /** The numbers of all values that come of one text, which is asked for them the first time only. */
  group(text: string, numbersOf: (text: string, values: Values) => readonly number[]): readonly number[] {
    let numbers = this.#groups.get(text);
    if (numbers === undefined) {
      numbers = numbersOf(text, this);
      this.#groups.set(text, numbers);
      this.hold(text.length + 8 * numbers.length);
    }
    return numbers;
  }

  /** Values that come together again and again, as one; `numbers` are the latest in `from`, and are taken out of it. */
  addSet(numbers: Column<Uint32Array>, from: number): number {
    for (let i = from; i < numbers.length; i++) this.setValue.push(numbers.array[i]);
    this.hold(4 * (numbers.length - from));
    numbers.length = from;
    return this.setStart.push(this.setValue.length) - 2;
  }

  /** Writes a value's text, length first. */
  writeText(writer: ByteWriter, value: number): void {
    writer.copyFrom(this.#texts, this.#textStart.array[value], this.#textStart.array[value + 1]);
  }

  /** Two numbers -> one, so that a value may be made of more than two. */
  pair(a: number, b: number): number {
    const number = this.#pairs.get(a, b);
    return number >= 0 ? number : this.#pairs.put(a, b, this.#pairs.size);
  }

  /** A value made of two others, known by their numbers; -1 where it comes for the first time. */
  pairOf(kind: number, a: number, b: number): number {
    return this.kinds[kind].pairs.get(a, b);
  }

  /** A value made of two others that comes for the first time. */
  addPair(kind: number, a: number, b: number, text: string): number {
    return this.kinds[kind].pairs.put(a, b, this.#add(kind, text));
  }

  #add(kind: number, text: string): number {
    const entry = this.kinds[kind].kind;
    if (entry.key === "pseudonym") return this.#put(kind, this.#pseudonymise(entry.name, text), "");
    return this.#put(kind, hash(text), text.slice(0, TEXT_LENGTH));
  }

  #put(kind: number, key: Key, text: string): number {
    const rank = rankOf(this.kinds[kind].kind, key);
    this.ranked.push(kind);
    this.ranked.push(rank.hi);
    this.ranked.push(rank.lo);
    this.ranked.push(0);
    this.#texts.text(text);
    this.#textStart.push(this.#texts.length);
    this.hold(text.length);
    return this.size - 1;
  }
}
