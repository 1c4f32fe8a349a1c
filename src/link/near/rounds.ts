/**
 * 64-bit fingerprints -> sets that a chain of near duplicates ties. Pairs to compare come from random bit subsets: those that agree in one
 * fall into one bucket (locality-sensitive hashing for Hamming distance, Indyk & Motwani 1998; Manku et al. 2007).
 */
import { mix32, mixPair, popcount32 } from "../../tools/mix.js";
import { UnionFind } from "../../tools/union-find.js";
import type { Task } from "../crew/task.js";

/** Two fingerprints of at most this many differing bits (of 64) are near duplicates. */
export const NEAR_BITS = 6;
/** Bit subsets tried: at distance 4, one pair in a thousand is missed by all; union over many members closes the rest. */
export const ROUNDS = 14;
/** Inside a bucket each fingerprint is compared to this many that follow it. */
const LOOKAHEAD = 24;
/**
 * A round first deals the fingerprints into parts of about 2^PART_BITS, so that the buckets of a part are filled and read within the
 * processor's cache.
 */
const PART_BITS = 13;
/** Words of a dealt fingerprint: its bucket, the root of its set as it was when it was dealt, its high and its low word. */
const WORDS = 4;
/** So many are dealt at a time, give or take a part: what is dealt takes four times the memory of what it is of. */
const DEALT = 6_000_000;

/** Fingerprints, all different: their high and low words. */
export interface Fingerprints {
  hi: Uint32Array;
  lo: Uint32Array;
}

/** A part is a round. Of each fingerprint: the smallest of the set that the rounds taken here put it in. */
export const findNear: Task<Fingerprints, Int32Array> = ({ hi, lo }, next) => {
  const sets = new UnionFind(hi.length);
  uniteNear(hi, lo, sets, next);
  return sets.flatten();
};

/**
 * Unites what the rounds find that `next` gives, until it gives -1: the rounds may be dealt out over several calls, for what they find
 * together is the same.
 */
export function uniteNear(hi: Uint32Array, lo: Uint32Array, sets: UnionFind, next: () => number, most = DEALT): void {
  const size = hi.length;
  if (size < 2) return;
  const bits = Math.min(22, Math.max(10, Math.ceil(Math.log2(size)) - 1));
  const partBits = Math.min(bits, PART_BITS - 1);
  const bucket = new Uint32Array(size);
  const start = new Uint32Array((1 << (bits - partBits)) + 1);
  const buckets = new Buckets(partBits);
  let dealt = new Uint32Array(0);
  for (let round = next(); round >= 0; round = next()) {
    const [maskHi, maskLo] = bitSubset(round, bits);
    start.fill(0);
    for (let i = 0; i < size; i++) {
      const b = mixPair(hi[i] & maskHi, lo[i] & maskLo) >>> (32 - bits);
      bucket[i] = b;
      start[(b >>> partBits) + 1]++;
    }
    for (let part = 1; part < start.length; part++) start[part] += start[part - 1];
    for (let from = 0; from + 1 < start.length; ) {
      let to = from + 1;
      while (to + 1 < start.length && start[to + 1] - start[from] <= most) to++;
      const length = (start[to] - start[from]) * WORDS;
      if (dealt.length < length) dealt = new Uint32Array(length);
      deal({ hi, lo, bucket, partBits, sets }, start.subarray(from, to + 1), from, dealt);
      for (let part = from; part < to; part++)
        buckets.unite(dealt.subarray((start[part] - start[from]) * WORDS, (start[part + 1] - start[from]) * WORDS), sets);
      from = to;
    }
  }
}

interface Hashed {
  hi: Uint32Array;
  lo: Uint32Array;
  bucket: Uint32Array;
  partBits: number;
  sets: UnionFind;
}

/**
 * Lays the fingerprints of the parts from `first` on, which begin and end at `start`, one part after the other. Roots are asked for here,
 * in the order in which they lie in memory; in the buckets they would be far.
 */
function deal({ hi, lo, bucket, partBits, sets }: Hashed, start: Uint32Array, first: number, dealt: Uint32Array): void {
  const free = start.map((at) => (at - start[0]) * WORDS);
  const parts = start.length - 1;
  for (let i = 0; i < bucket.length; i++) {
    const b = bucket[i];
    const part = (b >>> partBits) - first;
    if (part < 0 || part >= parts) continue;
    const at = free[part];
    free[part] = at + WORDS;
    dealt[at] = b;
    dealt[at + 1] = sets.find(i);
    dealt[at + 2] = hi[i];
    dealt[at + 3] = lo[i];
  }
}

/** One part's buckets; keeps its memory from part to part. */
class Buckets {
  readonly #start: Uint32Array;
  readonly #next: Uint32Array;
  #order = new Uint32Array(0);
  /** By place in the order: a place before it that it was united with in this bucket, or its own. */
  #before = new Uint32Array(0);

  /** Buckets are told apart by the low `bits` of their numbers. */
  constructor(bits: number) {
    this.#start = new Uint32Array((1 << bits) + 1);
    this.#next = new Uint32Array(1 << bits);
  }

  /** Compares the fingerprints of each bucket, in the order of their numbers, and unites near duplicates. */
  unite(dealt: Uint32Array, sets: UnionFind): void {
    const start = this.#start;
    const next = this.#next;
    if (this.#order.length * WORDS < dealt.length) {
      this.#order = new Uint32Array(dealt.length / WORDS);
      this.#before = new Uint32Array(dealt.length / WORDS);
    }
    const order = this.#order;
    const mask = next.length - 1;
    start.fill(0);
    for (let at = 0; at < dealt.length; at += WORDS) start[(dealt[at] & mask) + 1]++;
    for (let b = 1; b < start.length; b++) start[b] += start[b - 1];
    next.set(start.subarray(0, next.length));
    for (let at = 0; at < dealt.length; at += WORDS) order[next[dealt[at] & mask]++] = at;
    for (let b = 0; b < next.length; b++) if (start[b + 1] - start[b] > 1) this.#compare(dealt, start[b], start[b + 1], sets);
  }

  /** What is united already, here or in rounds before, is not compared again. */
  #compare(dealt: Uint32Array, from: number, to: number, sets: UnionFind): void {
    const order = this.#order;
    const before = this.#before;
    let isFresh = true;
    for (let p = from; p + 1 < to; p++) {
      const x = order[p];
      const root = dealt[x + 1];
      const high = dealt[x + 2] | 0;
      const low = dealt[x + 3] | 0;
      const end = Math.min(to, p + 1 + LOOKAHEAD);
      for (let q = p + 1; q < end; q++) {
        const y = order[q];
        if (dealt[y + 1] === root) continue;
        const bits = popcount32(high ^ dealt[y + 2]);
        if (bits > NEAR_BITS || bits + popcount32(low ^ dealt[y + 3]) > NEAR_BITS) continue;
        if (isFresh) for (let own = from; own < to; own++) before[own] = own;
        isFresh = false;
        const one = firstOf(before, p);
        const other = firstOf(before, q);
        if (one === other) continue;
        before[Math.max(one, other)] = Math.min(one, other);
        sets.union(root, dealt[y + 1]);
      }
    }
  }
}

function firstOf(before: Uint32Array, place: number): number {
  let p = place;
  while (before[p] !== p) {
    before[p] = before[before[p]];
    p = before[p];
  }
  return p;
}

/** `bits` of the 64 positions, chosen by the round's number: masks for the high and the low word. */
function bitSubset(round: number, bits: number): [number, number] {
  const positions = Array.from({ length: 64 }, (_, p) => p);
  let maskHi = 0;
  let maskLo = 0;
  for (let k = 0; k < bits; k++) {
    const pick = k + (mix32(round * 64 + k + 1) % (64 - k));
    const position = positions[pick];
    positions[pick] = positions[k];
    if (position < 32) maskLo |= 1 << position;
    else maskHi |= 1 << (position - 32);
  }
  return [maskHi, maskLo];
}
