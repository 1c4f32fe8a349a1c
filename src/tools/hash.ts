/** Text -> a 64-bit hash, and the mixing that ranks values: murmur-like (Appleby 2011), not for secrets. */
import { mix32 } from "./mix.js";

/** A 64-bit key in two halves. */
export interface Key {
  hi: number;
  lo: number;
}

export function hash(text: string): Key {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  return finished(a, b);
}

/** What both halves of a hash of text come to when its last character is in. */
export function finished(a: number, b: number): Key {
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return { hi: a >>> 0, lo: b >>> 0 };
}

/** A bijection of 64 bits (three Feistel rounds), so that a rank gives its key back. */
export function mix64(hi: number, lo: number): Key {
  hi = (hi ^ mix32(lo)) >>> 0;
  lo = (lo ^ mix32(hi + 0x9e3779b9)) >>> 0;
  hi = (hi ^ mix32(lo + 0x7f4a7c15)) >>> 0;
  return { hi, lo };
}

export function unmix64(hi: number, lo: number): Key {
  hi = (hi ^ mix32(lo + 0x7f4a7c15)) >>> 0;
  lo = (lo ^ mix32(hi + 0x9e3779b9)) >>> 0;
  hi = (hi ^ mix32(lo)) >>> 0;
  return { hi, lo };
}
