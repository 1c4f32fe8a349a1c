/**
 * The sightings in footprints, account by account as they come -> a column set a kind (CSR), accounts in canonical order and values
 * numbered in order of first appearance.
 */

import { BytePool } from "../tools/byte-pool.js";
import type { ByteReader } from "../tools/bytes.js";
import { type Words, words } from "../tools/growing.js";
import { hash, type Key } from "../tools/hash.js";
import { Interner } from "../tools/intern.js";
import { byCodeUnit } from "../tools/order.js";
import { AttributeLists, keysApart } from "./attributes.js";
import { byCode } from "./footprint.js";
import type { Asked, Kind } from "./kinds/kind.js";
import { attributeKind, kindOf, OTHER_ATTRIBUTES } from "./kinds/registry.js";
import { KEY_TEXT } from "./normalise/text.js";
import type { Population, Sightings } from "./population.js";
import { keyOfRank } from "./rank.js";

const SATURATED_32 = 0xffffffff;

export class SightingsBuilder {
  #accounts = 0;
  /** By name. */
  readonly #kinds = new Map<string, KindColumns>();
  readonly #attributes = new AttributeLists();

  /** The lists of the next account, from the reader's place to its end: attributes come last. */
  add(reader: ByteReader): void {
    for (let lists = reader.count(); lists > 0; lists--) {
      const from = reader.at;
      const code = reader.count();
      if (code === 0) {
        reader.at = from;
        this.#attributes.add(this.#accounts, lists, reader);
        break;
      }
      this.#columnsOf(byCode(code)).add(this.#accounts, reader, NO_SALT);
    }
    this.#accounts++;
  }

  #columnsOf(kind: Kind): KindColumns {
    let columns = this.#kinds.get(kind.name);
    if (!columns) {
      columns = new KindColumns(kind);
      this.#kinds.set(kind.name, columns);
    }
    return columns;
  }

  /** `order[i]` is when the account that comes ith was added. What was added is gone then, kind by kind: it need not be in memory twice. */
  finish(order: Uint32Array): Pick<Population, "sightings" | "otherAttributeKeys"> {
    const otherAttributeKeys = this.#layAttributes(keysApart(order.length));
    const all: Sightings[] = [];
    for (const [name, columns] of this.#kinds) {
      all.push(columns.inOrder(order));
      this.#kinds.delete(name);
    }
    const sightings = new Map(all.sort((a, b) => byCodeUnit(a.kind, b.kind)).map((one) => [one.kind, one]));
    return { sightings, otherAttributeKeys };
  }

  /** Returns how many keys are no kinds of their own. Their values are told apart by the key too. */
  #layAttributes(limit: number): number {
    const apart = this.#attributes.mostHeld(limit);
    this.#attributes.each((account, key, reader) => {
      if (apart.has(key)) this.#columnsOf(attributeKind(key)).add(account, reader, NO_SALT);
      else this.#columnsOf(kindOf(OTHER_ATTRIBUTES)).add(account, reader, hash(key));
    });
    return this.#attributes.keys - apart.size;
  }
}

const NO_SALT: Key = { hi: 0, lo: 0 };

/** As they came: of each account in the order of its footprint, which is that of ranks. */
class KindColumns {
  readonly #kind: Kind;
  readonly #start = words();
  readonly #values = new Interner();
  readonly #texts: BytePool | null;
  readonly #value = words();
  /** What is asked of the kind, null else. */
  readonly #first: Words | null;
  readonly #last: Words | null;
  readonly #count: Words | null;

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#texts = kind.key === "text" ? new BytePool() : null;
    const column = (asked: Asked) => (kind.asked.includes(asked) ? words() : null);
    this.#first = column("first");
    this.#last = column("last");
    this.#count = column("count");
  }

  /** `salt` is mixed into the keys. May be called again for the account added last. */
  add(account: number, reader: ByteReader, salt: Key): void {
    this.#startAt(account);
    for (let n = reader.count(); n > 0; n--) {
      const key = keyOfRank(this.#kind, reader.word(), reader.word());
      const first = reader.word();
      const last = first + reader.count();
      const count = Math.min(reader.count(), SATURATED_32);
      const values = this.#values.size;
      const value = this.#values.intern((key.hi ^ salt.hi) >>> 0, (key.lo ^ salt.lo) >>> 0);
      if (this.#texts) {
        const length = reader.count();
        if (value === values) this.#texts.add(reader.bytes, reader.at, reader.at + length);
        reader.at += length;
      }
      this.#value.push(value);
      this.#first?.push(first);
      this.#last?.push(last);
      this.#count?.push(count);
    }
  }

  /** Accounts before that had nothing of this kind end where they began. */
  #startAt(account: number): void {
    while (this.#start.length <= account) this.#start.push(this.#value.length);
  }

  inOrder(order: Uint32Array): Sightings {
    this.#startAt(order.length);
    const times = this.#kind.sample === "bucket" ? this.#first!.array : null;
    const start = new Uint32Array(order.length + 1);
    const value = new Uint32Array(this.#value.length);
    const row = new Uint32Array(this.#value.length); // where each was
    const numbers = new Renumbered(this.#values.size);
    let end = 0;
    for (let i = 0; i < order.length; i++) {
      const to = this.#start.array[order[i] + 1];
      for (let from = this.#start.array[order[i]]; from < to; from++) {
        const number = numbers.of(this.#value.array[from]);
        const at = placeOf(from, number, { value, row, times, start: start[i], end });
        insertAt(value, at, end, number);
        insertAt(row, at, end++, from);
      }
      start[i + 1] = end;
    }
    const { hi, lo } = this.#values;
    const keys = { keyHi: numbers.lay(hi.array), keyLo: numbers.lay(lo.array) };
    return {
      kind: this.#kind.name,
      start,
      value,
      first: this.#first && laid(this.#first, row, new Uint32Array(row.length)),
      last: this.#last && laid(this.#last, row, new Uint32Array(row.length)),
      count: this.#count && laid(this.#count, row, narrow(this.#count)),
      ...keys,
      text: this.#texts ? textsIn(this.#texts, numbers.before) : textsOf(this.#kind, keys),
    };
  }
}

/** A function of its own each, so that neither holds on to what it does not read. */
function textsIn(texts: BytePool, number: Uint32Array): Sightings["text"] {
  return (v) => texts.get(number[v]).toString("utf8");
}

function textsOf(kind: Kind, { keyHi, keyLo }: Pick<Sightings, "keyHi" | "keyLo">): Sightings["text"] {
  const text = KEY_TEXT[kind.key]!;
  return (v) => text(keyHi[v], keyLo[v]);
}

function laid<T extends Uint8Array | Uint16Array | Uint32Array>({ array }: Words, row: Uint32Array, to: T): T {
  for (let s = 0; s < row.length; s++) to[s] = array[row[s]];
  return to;
}

/** As many zeros, as narrow as what was pushed allows. */
function narrow({ array, length }: Words): Uint8Array | Uint16Array | Uint32Array {
  let most = 0;
  for (let s = 0; s < length; s++) most = Math.max(most, array[s]);
  return most <= 0xff ? new Uint8Array(length) : most <= 0xffff ? new Uint16Array(length) : new Uint32Array(length);
}

/** Numbers -> others, in the order in which they are asked for. */
class Renumbered {
  /** The number that was, by the number that is. */
  readonly before: Uint32Array;
  /** The number that is plus 1, by the number that was; 0 before it is asked for. */
  readonly #now: Uint32Array;
  #size = 0;

  constructor(size: number) {
    this.before = new Uint32Array(size);
    this.#now = new Uint32Array(size);
  }

  of(number: number): number {
    const now = this.#now[number];
    if (now > 0) return now - 1;
    this.before[this.#size] = number;
    this.#now[number] = ++this.#size;
    return this.#size - 1;
  }

  /** What stood by the numbers that were, by those that are. */
  lay(column: Uint32Array): Uint32Array {
    const laid = new Uint32Array(this.#size);
    for (let number = 0; number < laid.length; number++) laid[number] = column[this.before[number]];
    return laid;
  }
}

interface Laid {
  value: Uint32Array;
  row: Uint32Array;
  /** By row as it came, for `bucket` kinds. */
  times: Uint32Array | null;
  /** The account's sightings so far are at [start, end). */
  start: number;
  end: number;
}

/** Where the sighting that was row `from` belongs among its account's: by time for `bucket` kinds, else by value. They are few. */
function placeOf(from: number, number: number, { value, row, times, start, end }: Laid): number {
  let at = end;
  if (times) while (at > start && (times[row[at - 1]] - times[from] || value[at - 1] - number) >= 0) at--;
  else while (at > start && value[at - 1] >= number) at--;
  return at;
}

/** Moves [at, end) up by one and puts `x` in its place; most moves are too short for `copyWithin` to pay. */
function insertAt(array: Uint32Array, at: number, end: number, x: number): void {
  for (let i = end; i > at; i--) array[i] = array[i - 1];
  array[at] = x;
}
