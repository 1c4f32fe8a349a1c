/**
 * 64-bit fingerprints -> pairs of near duplicates, round by round. Pairs to compare come from random bit subsets: those that agree in one
 * fall into one bucket (locality-sensitive hashing for Hamming distance, Indyk & Motwani 1998; Manku et al. 2007).
 */
import { mix32, mixPair } from "../../tools/mix.js";
import type { Task } from "../crew/task.js";
import { Buckets, WORDS } from "./buckets.js";

/** Bit subsets tried: at distance 4, one pair in a thousand is missed by all; union over many members closes the rest. */
export const ROUNDS = 14;
/**
 * A round first deals the fingerprints into divisions of about 2^DIVISION_BITS, so that the buckets of a division are filled and read
 * within the processor's cache.
 */
const DIVISION_BITS = 13;
/** Fingerprints that are hashed, or dealt, at a time. */
const CHUNK = 500_000;
/** Divisions that are compared at a time. */
const DIVISIONS_A_PART = 16;

/** Fingerprints, all different, and what is known of them; all but the first two are the rounds' own memory. */
export interface Fingerprints {
  hi: Uint32Array;
  lo: Uint32Array;
  /** Of each: one of its set that comes before it, or itself. Whoever deals a fingerprint may put the first of its set here. */
  parent: Int32Array;
  /** Of each: its bucket in the round at hand. */
  bucket: Uint32Array;
  /** All, division by division; WORDS each. */
  dealt: Uint32Array;
}

/** One round's subset of the bits, and how many bits of the bucket's number there are, and of its number within a division. */
export interface Subset {
  maskHi: number;
  maskLo: number;
  bits: number;
  withinBits: number;
}

export const chunksOf = (size: number) => Math.ceil(size / CHUNK);
export const divisionsOf = ({ bits, withinBits }: Subset) => 1 << (bits - withinBits);
export const partsOfDivisions = (divisions: number) => Math.ceil(divisions / DIVISIONS_A_PART);

/** `round` chooses the bits for `size` fingerprints. */
export function subsetOf(round: number, size: number): Subset {
  const bits = Math.min(22, Math.max(10, Math.ceil(Math.log2(size)) - 1));
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
  return { maskHi, maskLo, bits, withinBits: Math.min(bits, DIVISION_BITS - 1) };
}

/** A chunk's fingerprints by division: how many. */
export interface Counted {
  part: number;
  count: Uint32Array;
}

/** A part is a chunk. Each fingerprint's bucket is written. */
export const hashChunks: Task<{ prints: Fingerprints; subset: Subset }, Counted[]> = ({ prints, subset }, next) => {
  const { hi, lo, bucket } = prints;
  const { maskHi, maskLo, bits, withinBits } = subset;
  const found: Counted[] = [];
  for (let part = next(); part >= 0; part = next()) {
    const count = new Uint32Array(divisionsOf(subset));
    const end = Math.min(hi.length, (part + 1) * CHUNK);
    for (let i = part * CHUNK; i < end; i++) {
      const b = mixPair(hi[i] & maskHi, lo[i] & maskLo) >>> (32 - bits);
      bucket[i] = b;
      count[b >>> withinBits]++;
    }
    found.push({ part, count });
  }
  return found;
};

/** `free` has, chunk by chunk, the place where each division's next is laid. */
export interface ToDeal {
  prints: Fingerprints;
  subset: Subset;
  free: Uint32Array;
}

/** A part is a chunk. Sets are asked for here, where they come in the order of memory: in the buckets they would be far. */
export const dealChunks: Task<ToDeal, null> = ({ prints, subset, free: places }, next) => {
  const { hi, lo, parent, bucket, dealt } = prints;
  const { withinBits } = subset;
  const divisions = divisionsOf(subset);
  for (let part = next(); part >= 0; part = next()) {
    const free = places.slice(part * divisions, (part + 1) * divisions);
    const end = Math.min(hi.length, (part + 1) * CHUNK);
    for (let i = part * CHUNK; i < end; i++) {
      let root = parent[i];
      if (root !== i) {
        while (parent[root] !== root) root = parent[root];
        parent[i] = root;
      }
      const b = bucket[i];
      const at = free[b >>> withinBits]++ * WORDS;
      dealt[at] = b;
      dealt[at + 1] = root;
      dealt[at + 2] = hi[i];
      dealt[at + 3] = lo[i];
    }
  }
  return null;
};

/** `start` has where each division begins, and the end of the last. */
export interface ToCompare {
  dealt: Uint32Array;
  subset: Subset;
  start: Uint32Array;
}

/** Of near duplicates, the sets that they were in: two numbers a pair. */
export interface NearPairs {
  part: number;
  pairs: Uint32Array;
}

/** A part is some divisions. */
export const compareDivisions: Task<ToCompare, NearPairs[]> = ({ dealt, subset, start }, next) => {
  const divisions = divisionsOf(subset);
  const buckets = new Buckets(subset.withinBits);
  const found: NearPairs[] = [];
  for (let part = next(); part >= 0; part = next()) {
    const end = Math.min(divisions, (part + 1) * DIVISIONS_A_PART);
    for (let d = part * DIVISIONS_A_PART; d < end; d++)
      found.push({ part, pairs: buckets.compare(dealt.subarray(start[d] * WORDS, start[d + 1] * WORDS)) });
  }
  return found;
};
