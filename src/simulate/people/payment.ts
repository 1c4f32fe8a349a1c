/** A seed -> card ranges, some of them everybody's and some rare, and cards in them. */
import { Rng } from "../random.js";
import type { Bin } from "../world.js";
import { COUNTRIES, type Country, pickCountry } from "./vocabulary.js";

export interface Payment {
  fingerprint: string;
  bin: string;
  country: string;
  kind: string;
}

const cache = new Map<number, readonly Bin[]>();

/** The card ranges of a world, the popular ones first in each country. */
export function bins(seed: number): readonly Bin[] {
  const known = cache.get(seed);
  if (known) return known;
  const rng = new Rng(seed, 401);
  const made = COUNTRIES.flatMap((country) =>
    Array.from({ length: 14 }, (): Bin => {
      const kind = (["credit", "debit", "debit", "credit", "prepaid", "virtual"] as const)[rng.int(6)]!;
      return { bin: `${rng.pick([4, 4, 4, 5, 5, 3])}${rng.range(10_000, 99_999)}`, country: country.code, kind };
    }),
  );
  cache.set(seed, made);
  return made;
}

/** A range of one's country, mostly one of the popular ones; now and then one from abroad. */
export function pickBin(seed: number, rng: Rng, country: Country): Bin {
  const home = rng.chance(0.93) ? country : pickCountry(rng);
  return bins(seed)[COUNTRIES.indexOf(home) * 14 + rng.zipf(14)]!;
}

export function card(rng: Rng, bin: Bin): Payment {
  return { fingerprint: `pay-${rng.hex64()}`, bin: bin.bin, country: bin.country, kind: bin.kind };
}
