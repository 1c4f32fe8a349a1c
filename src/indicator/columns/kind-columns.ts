/** The lists of one kind in the footprints of a part's accounts, one after the other -> columns, in the order of the footprints. */
import type { ByteReader } from "../../tools/bytes.js";
import { type Words, words } from "../../tools/growing.js";
import { Interner } from "../../tools/intern.js";
import type { Asked, Kind } from "../kinds/kind.js";
import { keyOfRank } from "../rank.js";
import { type TextColumn, Texts } from "./texts.js";

const SATURATED_32 = 0xffffffff;

/** Those of account i are at [start[i], start[i + 1]), by rank. */
export interface KindColumns {
  name: string;
  /** Length accounts + 1. */
  start: Uint32Array;
  /**
   * The 64-bit keys: of each row, or, of kinds whose values have texts, of each value. These come again and again, and most others don't.
   */
  keyHi: Uint32Array;
  keyLo: Uint32Array;
  /** Of kinds whose values have texts: each row's value, and each value's text; null of others. */
  value: Uint32Array | null;
  texts: TextColumn | null;
  /** What is asked of the kind, null else. */
  first: Uint32Array | null;
  last: Uint32Array | null;
  count: Uint32Array | null;
}

export class KindReader {
  readonly #kind: Kind;
  readonly #start = words();
  readonly #values: Interner | null;
  readonly #texts: Texts | null;
  readonly #hi = words();
  readonly #lo = words();
  readonly #value = words();
  readonly #first: Words | null;
  readonly #last: Words | null;
  readonly #count: Words | null;
  #rows = 0;

  constructor(kind: Kind) {
    this.#kind = kind;
    const hasTexts = kind.key === "text";
    this.#values = hasTexts ? new Interner() : null;
    this.#texts = hasTexts ? new Texts() : null;
    const column = (asked: Asked) => (kind.asked.includes(asked) ? words() : null);
    this.#first = column("first");
    this.#last = column("last");
    this.#count = column("count");
  }

  /** The list of account i, which comes after those before. */
  read(i: number, reader: ByteReader): void {
    while (this.#start.length <= i) this.#start.push(this.#rows);
    for (let n = reader.count(); n > 0; n--) {
      const { hi, lo } = keyOfRank(this.#kind, reader.word(), reader.word());
      const first = reader.word();
      const later = reader.count();
      const count = reader.count();
      if (this.#values === null) {
        this.#hi.push(hi);
        this.#lo.push(lo);
      } else this.#readValue(hi, lo, reader, this.#values);
      this.#first?.push(first);
      this.#last?.push(first + later);
      this.#count?.push(Math.min(count, SATURATED_32));
      this.#rows++;
    }
  }

  #readValue(hi: number, lo: number, reader: ByteReader, values: Interner): void {
    const before = values.size;
    const value = values.intern(hi, lo);
    this.#value.push(value);
    const length = reader.count();
    if (value === before) this.#texts!.add(reader.bytes, reader.at, reader.at + length);
    reader.at += length;
  }

  columns(accounts: number): KindColumns {
    while (this.#start.length <= accounts) this.#start.push(this.#rows);
    const keys = this.#values ?? { hi: this.#hi, lo: this.#lo };
    return {
      name: this.#kind.name,
      start: this.#start.trimmed(),
      keyHi: keys.hi.trimmed(),
      keyLo: keys.lo.trimmed(),
      value: this.#values === null ? null : this.#value.trimmed(),
      texts: this.#texts?.column() ?? null,
      first: this.#first?.trimmed() ?? null,
      last: this.#last?.trimmed() ?? null,
      count: this.#count?.trimmed() ?? null,
    };
  }
}
