/** Small integer hashes for sampling and hash tables: murmur3's finaliser (Appleby 2011). Not for secrets. */
export function mix32(x) {
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
}
export function mixPair(a, b) {
    return mix32((Math.imul(a, 0x9e3779b1) ^ mix32(b)) >>> 0);
}
/** How many bits are set in a 32-bit number (Hacker's Delight, 5-1). */
export function popcount32(x) {
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
//# sourceMappingURL=hash.js.map