/**
 * 64-bit keys in a row -> numbers in order of first appearance. Rows are dealt by a hash of their key into buckets that fit the processor's
 * cache, where equals are found (radix partitioning; Manegold, Boncz & Kersten 2002): one table of all keys waits for memory at each of
 * them.
 */

import { mix32 } from "../../tools/mix.js";
import { sharedWords } from "../../tools/shared.js";

/** Rows in a bucket, about; and in buckets at once, at most. */
const BUCKET_ROWS = 1 << 13;
const MOST_BUCKETS = 1 << 10;
const ROWS_AT_ONCE = 1 << 24;

/** In memory that threads share. */
export interface FirstNumbers {
  /** By row. */
  value: Uint32Array;
  /** By number. */
  keyHi: Uint32Array;
  keyLo: Uint32Array;
}

export function firstNumbers(hi: Uint32Array, lo: Uint32Array): FirstNumbers {
  const value = firstRows(hi, lo);
  let size = 0;
  for (let row = 0; row < value.length; row++) if (value[row] === row) size++;
  const keyHi = sharedWords(size);
  const keyLo = sharedWords(size);
  let next = 0;
  for (let row = 0; row < value.length; row++) {
    if (value[row] < row) {
      value[row] = value[value[row]];
      continue;
    }
    keyHi[next] = hi[row];
    keyLo[next] = lo[row];
    value[row] = next++;
  }
  return { value, keyHi, keyLo };
}

const hashOf = (hi: number, lo: number): number => mix32(lo ^ Math.imul(hi, 0x9e3779b1));

/** Of each row, the first that has its key. */
function firstRows(hi: Uint32Array, lo: Uint32Array): Uint32Array {
  const rows = hi.length;
  const first = sharedWords(rows);
  const passes = Math.ceil(rows / ROWS_AT_ONCE);
  let buckets = 1;
  while (buckets < MOST_BUCKETS && buckets * BUCKET_ROWS * passes < rows) buckets *= 2;
  const pass = { hi, lo, passes, buckets, start: new Uint32Array(buckets + 1), table: new Uint32Array(1) };
  for (let p = 0; p < passes; p++) findIn(p, pass, first);
  return first;
}

interface Pass {
  hi: Uint32Array;
  lo: Uint32Array;
  passes: number;
  buckets: number;
  /** Room for where each bucket's rows begin, and for a hash table of one bucket. */
  start: Uint32Array;
  table: Uint32Array;
}

/** The rows whose hash is dealt to this pass. */
function findIn(number: number, pass: Pass, first: Uint32Array): void {
  const { hi, lo, passes, buckets, start } = pass;
  const mask = buckets - 1;
  start.fill(0);
  for (let row = 0; row < hi.length; row++) {
    const hash = hashOf(hi[row], lo[row]);
    if (passes === 1 || (hash >>> 20) % passes === number) start[(hash & mask) + 1]++;
  }
  for (let b = 0; b < buckets; b++) start[b + 1] += start[b];
  const dealt = new Uint32Array(3 * start[buckets]);
  const next = start.slice();
  for (let row = 0; row < hi.length; row++) {
    const hash = hashOf(hi[row], lo[row]);
    if (passes > 1 && (hash >>> 20) % passes !== number) continue;
    const at = 3 * next[hash & mask]++;
    dealt[at] = row;
    dealt[at + 1] = hi[row];
    dealt[at + 2] = lo[row];
  }
  for (let b = 0; b < buckets; b++) pass.table = findInBucket(dealt, start[b], start[b + 1], pass.table, first);
}

/** Returns the table, or a larger one. */
function findInBucket(dealt: Uint32Array, from: number, to: number, table: Uint32Array, first: Uint32Array): Uint32Array {
  let slots = 1;
  while (slots < 2 * (to - from)) slots *= 2;
  const slotOf = table.length < slots ? new Uint32Array(slots) : table.fill(0, 0, slots);
  const mask = slots - 1;
  for (let r = from; r < to; r++) {
    const row = dealt[3 * r];
    const hi = dealt[3 * r + 1];
    const lo = dealt[3 * r + 2];
    let slot = (hashOf(hi, lo) >>> 10) & mask;
    for (; slotOf[slot] !== 0; slot = (slot + 1) & mask) {
      const other = 3 * (from + slotOf[slot] - 1);
      if (dealt[other + 2] === lo && dealt[other + 1] === hi) break;
    }
    if (slotOf[slot] === 0) {
      slotOf[slot] = r - from + 1;
      first[row] = row;
    } else first[row] = dealt[3 * (from + slotOf[slot] - 1)];
  }
  return slotOf;
}
