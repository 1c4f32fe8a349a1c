/**
 * A value's key <-> its rank: an account keeps the values of least rank (bottom-k, KMV; Cohen & Kaplan 2007). A bijection, so footprints
 * store ranks alone.
 */
import { type Key, mix64, unmix64 } from "../tools/hash.js";
import { mix32 } from "../tools/mix.js";
import type { Kind } from "./kinds/kind.js";

/** Hashes are uniform as they are; addresses and fingerprints are not. */
const uniform = (kind: Kind): boolean => kind.key === "text" || kind.key === "pseudonym";

export function rankOf(kind: Kind, key: Key): Key {
  return uniform(kind) ? key : mix64(key.hi, key.lo);
}

export function keyOfRank(kind: Kind, hi: number, lo: number): Key {
  return uniform(kind) ? { hi, lo } : unmix64(hi, lo);
}

const QUARTER_HOUR_S = 900;

/**
 * What comes before a value's rank in its kind: for `bucket` kinds the quarter hour's, so that what happened together is kept together;
 * else 0.
 */
export function bucketOf(kind: Kind, seconds: number): number {
  return kind.sample === "bucket" ? mix32(Math.floor(seconds / QUARTER_HOUR_S)) : 0;
}
