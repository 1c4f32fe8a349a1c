/** Faults by name and probability -> which of them befall a call: the same for the same seed, id and try. And a limit of calls a second. */
import { createHash } from "node:crypto";
import { z } from "zod";

const FAULTS = [
  /** No answer, and nothing done; or done all the same. */
  "timeout_before",
  "timeout_after",
  /** 429 with Retry-After. */
  "too_fast",
  /** 500, and nothing done; or done all the same. */
  "error_before",
  "error_after",
  /** Done, the answer's record lost and the connection cut: a second try is told that nothing changed. */
  "half_done",
  /** Delivered twice inside. */
  "doubled",
  /** Answers held back and given out in another order. */
  "reordered",
  "slow",
  /** 410. */
  "gone",
  /** Somebody else changes the account before the message is looked at. */
  "meddled",
  /** A GET that is not answered, or answered 500. */
  "read_timeout",
  "read_error",
] as const;
type Fault = (typeof FAULTS)[number];
export type Faults = Partial<Record<Fault, number>>;

export const faults = z.partialRecord(z.enum(FAULTS), z.number().min(0).max(1));

/** `salt` tells one start from another, so that a restart does not repeat what it did before. */
export function befalls(fault: Fault, chances: Faults, { seed, salt, id, attempt }: Draw): boolean {
  const chance = chances[fault] ?? 0;
  if (chance === 0 || chance === 1) return chance === 1;
  const hash = createHash("sha256").update(JSON.stringify([seed, salt, fault, id, attempt]));
  return hash.digest().readUInt32BE(0) / 2 ** 32 < chance;
}

export interface Draw {
  seed: number;
  salt: number;
  id: string;
  attempt: number;
}

export interface RateLimit {
  /** Calls a second. */
  rate: number;
  /** Calls at once after a pause; those of a second by default. */
  burst?: number;
}

/** A token bucket. `now` is in ms. */
export function tokenBucket({ rate, burst = rate }: RateLimit): (now: number) => boolean {
  let tokens = burst;
  let at: number | null = null;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (at ?? now)) / 1000) * rate);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
