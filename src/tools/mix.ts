/** Small integer hashes for sampling and hash tables: murmur3's finaliser (Appleby 2011). Not for secrets. */

/** A bijection of 32 bits that leaves no pattern. */
export function mix32(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

export function mixPair(a: number, b: number): number {
  return mix32((Math.imul(a, 0x9e3779b1) ^ mix32(b)) >>> 0);
}

/** How many bits are set in a 32-bit number (Hacker's Delight, 5-1). */
export function popcount32(x: number): number {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
