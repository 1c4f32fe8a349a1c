/**
 * A dossier's values and a sighting's -> which of them mean the same: equal texts, prefixes, addresses in ranges, near-duplicate
 * fingerprints.
 */
import type { DossierRule } from "../../indicator/kinds/kind.js";
import { kindOf } from "../../indicator/kinds/registry.js";
import type { Sightings } from "../../indicator/population.js";
import { NEAR_BITS } from "../../link/near/buckets.js";
import { gather } from "../../tools/gather.js";
import { popcount32 } from "../../tools/mix.js";
import { type Block, parseBlock, prefixOf } from "./address.js";

/** The numbers of the wanted values that value v of the sightings meets. */
type Find = (sightings: Sightings, v: number) => readonly number[];

interface Matcher {
  /** One form for all that means the same. */
  canonical(value: string): string;
  finder(wanted: readonly string[]): Find;
}

const NONE: readonly number[] = [];

const exact = (canonical: (value: string) => string): Matcher => ({
  canonical,
  finder: (wanted) => {
    const numbers = groups(wanted, (value) => value);
    return (sightings, v) => numbers.get(canonical(sightings.text(v))) ?? NONE;
  },
});

/** A number's first digits, with or without a plus. */
const phone: Matcher = {
  canonical: (value) => value.replace(/\D/g, ""),
  finder: (wanted) => {
    const numbers = groups(wanted, (value) => value);
    const lengths = [...new Set(wanted.map(({ length }) => length))].filter((length) => length >= 2);
    return (sightings, v) => {
      const seen = sightings.text(v).replace(/\D/g, "");
      return lengths.flatMap((length) => (seen.length >= length ? (numbers.get(seen.slice(0, length)) ?? NONE) : NONE));
    };
  },
};

/**
 * Addresses and ranges: a seen address, or a seen range as long, lies in a wanted one. By length of the wanted one, then by its leading
 * bits.
 */
const address: Matcher = {
  canonical: (value) => value.trim().toLowerCase(),
  finder: (wanted) => {
    const byLength = new Map<number, Map<number | string, number[]>>();
    for (const [w, value] of wanted.entries()) {
      const block = parseBlock(value);
      if (!block) continue;
      const prefixes = byLength.get(block.length) ?? new Map<number | string, number[]>();
      byLength.set(block.length, prefixes);
      gather(prefixes, prefixOf(block, block.length), w);
    }
    return (sightings, v) => {
      const seen = seenBlock(sightings, v);
      if (!seen) return NONE;
      let found = NONE;
      for (const [length, prefixes] of byLength) {
        const met = length <= seen.length ? prefixes.get(prefixOf(seen, length)) : undefined;
        if (met) found = found.concat(met);
      }
      return found;
    };
  },
};

function seenBlock(sightings: Sightings, v: number): Block | null {
  const lengths = kindOf(sightings.kind).bits; // whose keys are the bits themselves: millions of values are not parsed again
  if (!lengths) return parseBlock(sightings.text(v));
  const [hi, lo] = [sightings.keyHi[v], sightings.keyLo[v]];
  return hi === 0 ? { version: 4, high: lo, low: 0, length: lengths[4] } : { version: 6, high: hi, low: lo, length: lengths[6] };
}

/** Fingerprints that differ in a few bits: those share one of eight bytes at least (pigeonhole; Manku et al. 2007). */
const simhash: Matcher = {
  canonical: (value) => value.trim().toLowerCase().padStart(16, "0"),
  finder: (wanted) => {
    const hi = Uint32Array.from(wanted, (value) => Number.parseInt(value.slice(0, 8), 16));
    const lo = Uint32Array.from(wanted, (value) => Number.parseInt(value.slice(8), 16));
    const valid = wanted.map((value) => /^[0-9a-f]{16}$/.test(value));
    const bands: number[][] = Array.from({ length: 8 * 256 }, () => []);
    for (let w = 0; w < wanted.length; w++) for (let band = 0; band < 8 && valid[w]; band++) bands[bandOf(hi[w], lo[w], band)].push(w);
    const near = nearQuarters(hi, lo);
    return ({ keyHi, keyLo }, v) => {
      if (!mayBeNear(near, keyHi[v], keyLo[v])) return NONE;
      let found: number[] | null = null;
      for (let band = 0; band < 8; band++) {
        for (const w of bands[bandOf(keyHi[v], keyLo[v], band)]) {
          if (popcount32(keyHi[v] ^ hi[w]) + popcount32(keyLo[v] ^ lo[w]) > NEAR_BITS || found?.includes(w)) continue;
          found ??= [];
          found.push(w);
        }
      }
      return found ?? NONE;
    };
  },
};

/**
 * By quarter of a fingerprint and its 16 bits: 1 where some wanted one has the same quarter, or all but one bit of it. Of six differing
 * bits, one quarter has one at most.
 */
function nearQuarters(hi: Uint32Array, lo: Uint32Array): Uint8Array {
  const near = new Uint8Array(4 << 16);
  for (let w = 0; w < hi.length; w++)
    for (const [quarter, bits] of [hi[w] >>> 16, hi[w] & 0xffff, lo[w] >>> 16, lo[w] & 0xffff].entries()) {
      near[(quarter << 16) | bits] = 1;
      for (let b = 0; b < 16; b++) near[(quarter << 16) | (bits ^ (1 << b))] = 1;
    }
  return near;
}

function mayBeNear(near: Uint8Array, hi: number, lo: number): boolean {
  return near[hi >>> 16] + near[(1 << 16) | (hi & 0xffff)] + near[(2 << 16) | (lo >>> 16)] + near[(3 << 16) | (lo & 0xffff)] > 0;
}

function bandOf(hi: number, lo: number, band: number): number {
  const word = band < 4 ? hi : lo;
  return band * 256 + ((word >>> ((band & 3) * 8)) & 255);
}

function groups<T>(wanted: readonly T[], keyOf: (value: T) => string | null): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  wanted.forEach((value, w) => {
    const key = keyOf(value);
    if (key !== null) gather(numbers, key, w);
  });
  return numbers;
}

const folded = (value: string) => value.trim().slice(0, 200).toLowerCase();

export const MATCHERS: Readonly<Record<DossierRule["match"], Matcher>> = {
  text: exact(folded),
  domain: exact((value) => folded(value).replace(/^@/, "")),
  system: exact((value) => folded(value).replace(/^as\s*/, "")), // 64511 or AS64511
  phone,
  address,
  simhash,
};
