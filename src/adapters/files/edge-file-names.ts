/** Names as bytes -> node numbers, interned without making strings; and their canonical order. */
import { PermanentError } from "../../errors.js";

const ZERO = 48;

/**
 * Whole numbers below this, as they are usually written, are looked up in a table of their own: four bytes for each number up to the
 * largest.
 */
const PLAIN = 1 << 24;
/** A slot of the table: name + 1, hash, where the name begins, and its length: one cache line answers for it. */
const SLOT = 4;

/** Open addressing with linear probing; names lie one after another in one buffer. */
export class Names {
  size = 0;
  /** Name i is bytes [start[i], start[i + 1]). */
  start = new Uint32Array(1 << 12);
  bytes = Buffer.allocUnsafe(1 << 16);
  private table = new Int32Array(SLOT << 13);
  private hashed = 0;
  /** A whole number's name + 1, or 0. */
  private plain = new Int32Array(1 << 12);

  /** The number of the name in `source[from, to)`, whose bytes gave `hash`, step by step. */
  intern(source: Uint8Array, from: number, to: number, hash: number): number {
    const value = plainValue(source, from, to);
    if (value >= 0) return this.internPlain(value, source, from, to);
    const { table } = this;
    const mask = table.length - 1;
    for (let slot = (SLOT * (hash ^ (hash >>> 15))) & mask; ; slot = (slot + SLOT) & mask) {
      const entry = table[slot];
      if (entry === 0) return this.addAt(slot, source, from, to, hash);
      if (table[slot + 1] === hash && table[slot + 3] === to - from && this.equals(table[slot + 2] >>> 0, source, from, to))
        return entry - 1;
    }
  }

  /** The same of a whole number below 10^8 that is written without a leading zero. */
  internPlain(value: number, source: Uint8Array, from: number, to: number): number {
    if (value >= this.plain.length) {
      if (value >= PLAIN) return this.intern(source, from, to, hashOf(source, from, to));
      const larger = new Int32Array(2 ** Math.ceil(Math.log2(value + 1)));
      larger.set(this.plain);
      this.plain = larger;
    }
    const known = this.plain[value];
    if (known !== 0) return known - 1;
    this.plain[value] = this.size + 1;
    return this.add(source, from, to);
  }

  /** Shortest first, then by bytes: whole numbers come in their order. Returns each name's place and the names in order. */
  sort(): { rank: Uint32Array; order: Uint32Array } {
    const order = sortByBytes(this);
    const rank = new Uint32Array(this.size);
    for (let i = 0; i < order.length; i++) rank[order[i]] = i;
    return { rank, order };
  }

  private equals(at: number, source: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this;
    for (let p = from; p < to; p++, at++) if (bytes[at] !== source[p]) return false;
    return true;
  }

  private addAt(slot: number, source: Uint8Array, from: number, to: number, hash: number): number {
    const { table } = this;
    table[slot] = this.size + 1;
    table[slot + 1] = hash;
    table[slot + 2] = this.start[this.size];
    table[slot + 3] = to - from;
    if (2 * SLOT * ++this.hashed === table.length) this.rehash();
    return this.add(source, from, to);
  }

  private add(source: Uint8Array, from: number, to: number): number {
    const name = this.size++;
    let end = this.start[name];
    if (end + to - from > 0xffffffff) throw new PermanentError("the names of the nodes take more than 4 GiB; give the nodes shorter names");
    if (end + to - from > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, end + to - from));
      this.bytes.copy(larger, 0, 0, end);
      this.bytes = larger;
    }
    for (let p = from; p < to; p++) this.bytes[end++] = source[p];
    if (this.size === this.start.length) {
      const start = new Uint32Array(2 * this.start.length);
      start.set(this.start);
      this.start = start;
    }
    this.start[this.size] = end;
    return name;
  }

  private rehash(): void {
    const old = this.table;
    this.table = new Int32Array(2 * old.length);
    const mask = this.table.length - 1;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from] === 0) continue;
      const hash = old[from + 1];
      let slot = (SLOT * (hash ^ (hash >>> 15))) & mask;
      while (this.table[slot] !== 0) slot = (slot + SLOT) & mask;
      this.table.set(old.subarray(from, from + SLOT), slot);
    }
  }
}

/** The whole number below `PLAIN` that the bytes are, as it is usually written; else -1. */
function plainValue(source: Uint8Array, from: number, to: number): number {
  if (to - from > 8 || (source[from] === ZERO && to - from > 1)) return -1;
  let value = 0;
  for (let p = from; p < to; p++) {
    const digit = source[p] - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value < PLAIN ? value : -1;
}

function hashOf(source: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let p = from; p < to; p++) hash = hashStep(hash, source[p]);
  return hash;
}

/** One step of the hash of a name: start from 0, a step for each byte. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x9e3779b1) ^ (hash >>> 16);
}

/** Below this many, names are compared one by one. */
const FEW = 32;

/** By length, then by four bytes at a time (radix sort, most significant first). */
function sortByBytes({ size, start, bytes }: Names): Uint32Array {
  const order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  const key = new Uint32Array(size);
  const length = (name: number) => start[name + 1] - start[name];
  const compare = (a: number, b: number) => length(a) - length(b) || bytes.compare(bytes, start[b], start[b + 1], start[a], start[a + 1]);
  const word = (name: number, offset: number) => {
    let value = 0;
    for (let p = 0; p < 4; p++) value = (value << 8) | (offset + p < length(name) ? bytes[start[name] + offset + p] : 0);
    return value >>> 0;
  };
  const sortRange = (from: number, to: number, keyOf: (name: number) => number, next: (from: number, to: number) => void) => {
    if (to - from <= FEW) {
      order.subarray(from, to).sort(compare);
      return;
    }
    for (let i = from; i < to; i++) key[order[i]] = keyOf(order[i]);
    radixSort(order.subarray(from, to), key);
    for (let i = from; i < to; ) {
      let end = i + 1;
      while (end < to && key[order[end]] === key[order[i]]) end++;
      if (end - i > 1) next(i, end);
      i = end;
    }
  };
  const byWord = (offset: number) => (from: number, to: number) => {
    if (offset < length(order[from])) sortRange(from, to, (name) => word(name, offset), byWord(offset + 4));
  };
  sortRange(0, size, length, byWord(0));
  return order;
}

/** Least significant 16 bits first, stable. */
function radixSort(order: Uint32Array, key: Uint32Array): void {
  const spare = new Uint32Array(order.length);
  const digits = order.length < 4096 ? 8 : 16;
  let from: Uint32Array = order;
  let to: Uint32Array = spare;
  for (let shift = 0; shift < 32; shift += digits) {
    const next = new Uint32Array((1 << digits) + 1);
    const mask = (1 << digits) - 1;
    for (const name of from) next[((key[name] >>> shift) & mask) + 1]++;
    for (let d = 0; d <= mask; d++) next[d + 1] += next[d];
    for (const name of from) to[next[(key[name] >>> shift) & mask]++] = name;
    [from, to] = [to, from];
  }
}
