/**
 * The lists of attributes in the footprints of a part's accounts, of whatever keys -> columns: which keys are kinds of their own is not
 * known before all parts are there.
 */
import type { ByteReader } from "../../tools/bytes.js";
import { words } from "../../tools/growing.js";
import { Interner } from "../../tools/intern.js";
import { type TextColumn, Texts } from "./texts.js";

export interface AttributeColumns {
  keys: readonly string[];
  /** Of each list, in the order in which they came: whose it is, which key, and where its rows begin; one more for where the last ends. */
  account: Uint32Array;
  key: Uint32Array;
  start: Uint32Array;
  /** Of each row, a value's number; of each value, its 64-bit key and its text. */
  value: Uint32Array;
  keyHi: Uint32Array;
  keyLo: Uint32Array;
  texts: TextColumn;
}

export class AttributeReader {
  readonly #keys = new Map<string, number>();
  readonly #account = words();
  readonly #key = words();
  readonly #start = words();
  readonly #value = words();
  readonly #values = new Interner();
  readonly #texts = new Texts();

  /** A list of an account, behind its code. */
  read(account: number, reader: ByteReader): void {
    const name = reader.text();
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = this.#keys.size;
      this.#keys.set(name, key);
    }
    this.#account.push(account);
    this.#key.push(key);
    this.#start.push(this.#value.length);
    for (let n = reader.count(); n > 0; n--) {
      const before = this.#values.size;
      const value = this.#values.intern(reader.word(), reader.word());
      this.#value.push(value);
      reader.at += 4; // when it was seen first, last, and how often: nobody asks
      reader.count();
      reader.count();
      const length = reader.count();
      if (value === before) this.#texts.add(reader.bytes, reader.at, reader.at + length);
      reader.at += length;
    }
  }

  columns(): AttributeColumns {
    this.#start.push(this.#value.length);
    return {
      keys: [...this.#keys.keys()],
      account: this.#account.trimmed(),
      key: this.#key.trimmed(),
      start: this.#start.trimmed(),
      value: this.#value.trimmed(),
      keyHi: this.#values.hi.trimmed(),
      keyLo: this.#values.lo.trimmed(),
      texts: this.#texts.column(),
    };
  }
}
