/** A personal value -> the first 64 bits of a keyed HMAC-SHA256: equal values stay equal, and nobody without the key can tell which. */
import { createHmac } from "node:crypto";
import type { Key } from "./hash.js";

export type Pseudonymise = (kind: string, value: string) => Key;

const CACHED = 50_000;

export function pseudonymiser(secret: Uint8Array): Pseudonymise {
  const cache = new Map<string, Key>();
  return (kind, value) => {
    const text = `${kind}:${value}`;
    let key = cache.get(text);
    if (key === undefined) {
      const digest = createHmac("sha256", secret).update(text).digest();
      key = { hi: digest.readUInt32BE(0), lo: digest.readUInt32BE(4) };
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
