/** A personal value -> the first 64 bits of a keyed HMAC-SHA256: equal values stay equal, and nobody without the key can tell which. */
import { createHash, createHmac } from "node:crypto";
import type { Key } from "./hash.js";
import { ShortHmac } from "./sha256.js";

export type Pseudonymise = (kind: string, value: string) => Key;

const CACHED = 50_000;

export function pseudonymiser(secret: Uint8Array): Pseudonymise {
  const hmac = new ShortHmac(secret.length > 64 ? createHash("sha256").update(secret).digest() : secret);
  const cache = new Map<string, Key>();
  return (kind, value) => {
    const text = `${kind}:${value}`;
    let key = cache.get(text);
    if (key === undefined) {
      key = hmac.first64(text);
      if (cache.size >= CACHED) cache.clear();
      cache.set(text, key);
    }
    return key;
  };
}

/** Tells, without giving the key away, whether a store was written with the same key. */
export function keyCheck(secret: Uint8Array): string {
  return createHmac("sha256", secret).update("cautery key check").digest("hex");
}
