/** The sightings in footprints, account by account as they come -> a column set a kind (CSR), accounts in canonical order and values numbered in order of first appearance. */
import { BytePool } from "./byte-pool.js";
import type { ByteReader } from "./bytes.js";
import { words } from "./columns.js";
import { kindOfCode } from "./footprint.js";
import { Interner } from "./intern.js";
import type { Kind } from "./kinds.js";
import type { Sightings } from "./population.js";
import { keyOfRank } from "./rank.js";
import { KEY_TEXT } from "./text.js";

const SATURATED_32 = 0xffffffff;

export class SightingsBuilder {
  #accounts = 0;
  /** By code, or by an attribute's name. */
  readonly #kinds = new Map<number | string, KindColumns>();

  /** The lists of the next account, from the reader's place to its end. */
  add(reader: ByteReader): void {
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      const attribute = code === 0 ? reader.text() : "";
      const key = code === 0 ? attribute : code;
      let columns = this.#kinds.get(key);
      if (!columns) {
        columns = new KindColumns(kindOfCode(code, attribute));
        this.#kinds.set(key, columns);
      }
      columns.add(this.#accounts, reader);
    }
    this.#accounts++;
  }

  /** `order[i]` is when the account that comes ith was added. What was added is gone then, kind by kind: it need not be in memory twice. */
  finish(order: Uint32Array): Map<string, Sightings> {
    const all: Sightings[] = [];
    for (const [key, columns] of this.#kinds) {
      all.push(columns.inOrder(order));
      this.#kinds.delete(key);
    }
    return new Map(all.sort((a, b) => (a.kind < b.kind ? -1 : 1)).map((sightings) => [sightings.kind, sightings]));
  }
}

type Columns = Pick<Sightings, "value" | "first" | "last" | "count">;

/** As they came: of each account in the order of its footprint, which is that of ranks. */
class KindColumns {
  readonly #kind: Kind;
  readonly #start = words();
  readonly #values = new Interner();
  readonly #texts: BytePool | null;
  readonly #value = words();
  readonly #first = words();
  readonly #last = words();
  readonly #count = words();

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#texts = kind.key === "text" ? new BytePool() : null;
  }

  add(account: number, reader: ByteReader): void {
    this.#startAt(account);
    for (let n = reader.count(); n > 0; n--) {
      const key = keyOfRank(this.#kind, reader.word(), reader.word());
      const first = reader.word();
      const last = first + reader.count();
      const count = Math.min(reader.count(), SATURATED_32);
      const values = this.#values.size;
      const value = this.#values.intern(key.hi, key.lo);
      if (this.#texts) {
        const length = reader.count();
        if (value === values) this.#texts.add(reader.bytes, reader.at, reader.at + length);
        reader.at += length;
      }
      this.#value.push(value);
      this.#first.push(first);
      this.#last.push(last);
      this.#count.push(count);
    }
  }

  /** Accounts before that had nothing of this kind end where they began. */
  #startAt(account: number): void {
    while (this.#start.length <= account) this.#start.push(this.#value.length);
  }

  inOrder(order: Uint32Array): Sightings {
    this.#startAt(order.length);
    const byTime = this.#kind.sample === "bucket";
    const length = this.#value.length;
    const start = new Uint32Array(order.length + 1);
    const laid: Columns = {
      value: new Uint32Array(length),
      first: new Uint32Array(length),
      last: new Uint32Array(length),
      count: new Uint32Array(length),
    };
    const numbers = new Renumbered(this.#values.size);
    let end = 0;
    for (let i = 0; i < order.length; i++) {
      const to = this.#start.array[order[i] + 1];
      for (let from = this.#start.array[order[i]]; from < to; from++) {
        const value = numbers.of(this.#value.array[from]);
        insert(laid, start[i], end++, byTime, value, this.#first.array[from], this.#last.array[from], this.#count.array[from]);
      }
      start[i + 1] = end;
    }
    const { hi, lo } = this.#values;
    const keyHi = numbers.lay(hi.array);
    const keyLo = numbers.lay(lo.array);
    const texts = this.#texts;
    const before = numbers.before;
    const fromKey = KEY_TEXT[this.#kind.key];
    const text = texts ? (v: number) => texts.get(before[v]).toString("utf8") : (v: number) => fromKey!(keyHi[v], keyLo[v]);
    return { kind: this.#kind.name, start, ...laid, keyHi, keyLo, text };
  }
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
    return Uint32Array.from(this.before, (number) => column[number]);
  }
}

/** Keeps an account's sightings, at [from, end) of the columns, in order: by time for `bucket` kinds, else by value. They are few. */
function insert(
  { value, first, last, count }: Columns,
  from: number,
  end: number,
  byTime: boolean,
  newValue: number,
  newFirst: number,
  newLast: number,
  newCount: number,
): void {
  let at = end;
  if (byTime) while (at > from && (first[at - 1] - newFirst || value[at - 1] - newValue) >= 0) at--;
  else while (at > from && value[at - 1] >= newValue) at--;
  insertAt(value, at, end, newValue);
  insertAt(first, at, end, newFirst);
  insertAt(last, at, end, newLast);
  insertAt(count, at, end, newCount);
}

/** Moves [at, end) up by one and puts `x` in its place; most moves are too short for `copyWithin` to pay. */
function insertAt(array: Uint32Array, at: number, end: number, x: number): void {
  for (let i = end; i > at; i--) array[i] = array[i - 1];
  array[at] = x;
}
