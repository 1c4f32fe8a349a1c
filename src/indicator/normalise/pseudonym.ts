/** A personal value -> the first 64 bits of a keyed HMAC-SHA256: equal values stay equal, and nobody without the key can tell which. */
import { createHash, createHmac } from "node:crypto";
import type { Key } from "../../tools/hash.js";
import { ShortHmac } from "../../tools/sha256.js";

export type Pseudonymise = (kind: string, value: string) => Key;

export function pseudonymiser(secret: Uint8Array): Pseudonymise {
  const hmac = new ShortHmac(secret.length > 64 ? createHash("sha256").update(secret).digest() : secret);
  return (kind, value) => hmac.first64(`${kind}:${value}`);
}

/** Tells, without giving the key away, whether a store was written with the same key. */
export function keyCheck(secret: Uint8Array): string {
  return createHmac("sha256", secret).update("cautery key check").digest("hex");
}
