/**
 * 64-bit fingerprints -> sets that a chain of near duplicates ties. Pairs to compare come from random bit subsets: those that agree in one
 * fall into one bucket (locality-sensitive hashing for Hamming distance, Indyk & Motwani 1998; Manku et al. 2007).
 */
import { mix32, mixPair, popcount32 } from "../tools/mix.js";
import { UnionFind } from "../tools/union-find.js";

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
/** Words of a dealt fingerprint: its bucket, its number, its high and its low word. */
const WORDS = 4;

/** Fingerprints, all different, as their high and low words -> the sets of near duplicates. */
export type NearDuplicates = (hi: Uint32Array, lo: Uint32Array) => UnionFind;

export const nearDuplicates: NearDuplicates = (hi, lo) => {
  const sets = new UnionFind(hi.length);
  let round = 0;
  uniteNear(hi, lo, sets, () => (round < ROUNDS ? round++ : -1));
  return sets;
};

/**
 * Unites what the rounds find that `next` gives, until it gives -1: the rounds may be dealt out over several calls, for what they find
 * together is the same.
 */
export function uniteNear(hi: Uint32Array, lo: Uint32Array, sets: UnionFind, next: () => number): void {
  const size = hi.length;
  if (size < 2) return;
  const bits = Math.min(22, Math.max(10, Math.ceil(Math.log2(size)) - 1));
  const partBits = Math.min(bits, PART_BITS - 1);
  const bucket = new Uint32Array(size);
  const dealt = new Uint32Array(size * WORDS);
  const start = new Uint32Array((1 << (bits - partBits)) + 1);
  const buckets = new Buckets(partBits);
  for (let round = next(); round >= 0; round = next()) {
    const [maskHi, maskLo] = bitSubset(round, bits);
    start.fill(0);
    for (let i = 0; i < size; i++) {
      bucket[i] = mixPair(hi[i] & maskHi, lo[i] & maskLo) >>> (32 - bits);
      start[(bucket[i] >>> partBits) + 1]++;
    }
    for (let part = 1; part < start.length; part++) start[part] += start[part - 1];
    const free = start.slice();
    for (let i = 0; i < size; i++) {
      const at = free[bucket[i] >>> partBits]++ * WORDS;
      dealt[at] = bucket[i];
      dealt[at + 1] = i;
      dealt[at + 2] = hi[i];
      dealt[at + 3] = lo[i];
    }
    for (let part = 0; part + 1 < start.length; part++) buckets.unite(dealt.subarray(start[part] * WORDS, start[part + 1] * WORDS), sets);
  }
}

/** One part's buckets; keeps its memory from part to part. */
class Buckets {
  readonly #start: Uint32Array;
  readonly #next: Uint32Array;
  #order = new Uint32Array(0);
  #root = new Uint32Array(0);

  /** Buckets are told apart by the low `bits` of their numbers. */
  constructor(bits: number) {
    this.#start = new Uint32Array((1 << bits) + 1);
    this.#next = new Uint32Array(1 << bits);
  }

  /** Compares the fingerprints of each bucket, in the order of their numbers, and unites near duplicates. */
  unite(dealt: Uint32Array, sets: UnionFind): void {
    const start = this.#start;
    const next = this.#next;
    if (this.#order.length < dealt.length) {
      this.#order = new Uint32Array(dealt.length);
      this.#root = new Uint32Array(dealt.length);
    }
    const order = this.#order;
    const root = this.#root;
    const mask = next.length - 1;
    start.fill(0);
    for (let at = 0; at < dealt.length; at += WORDS) start[(dealt[at] & mask) + 1]++;
    for (let b = 1; b < start.length; b++) start[b] += start[b - 1];
    next.set(start.subarray(0, next.length));
    for (let at = 0; at < dealt.length; at += WORDS) order[next[dealt[at] & mask]++] = at;
    for (let b = 0; b < next.length; b++) {
      const to = start[b + 1];
      if (to - start[b] < 2) continue;
      for (let p = start[b]; p < to; p++) root[p] = sets.find(dealt[order[p] + 1]); // as the bucket is met: most of it is united already
      for (let p = start[b]; p + 1 < to; p++) {
        const x = order[p];
        const end = Math.min(to, p + 1 + LOOKAHEAD);
        for (let q = p + 1; q < end; q++) {
          if (root[q] === root[p]) continue;
          const y = order[q];
          const high = popcount32(dealt[x + 2] ^ dealt[y + 2]);
          if (high <= NEAR_BITS && high + popcount32(dealt[x + 3] ^ dealt[y + 3]) <= NEAR_BITS) sets.union(dealt[x + 1], dealt[y + 1]);
        }
      }
    }
  }
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
