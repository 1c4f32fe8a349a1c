/** A seed -> card ranges, some of them everybody's and some rare, and cards in them. */
import { Rng } from "../random.js";
import { rank } from "../styles/draw.js";
import type { Country, Style } from "../styles/style.js";
import type { Bin, World } from "../world.js";
import { pickCountry } from "./vocabulary.js";

export interface Payment {
  fingerprint: string;
  bin: string;
  country: string;
  kind: string;
}

const cache = new WeakMap<Style, { seed: number; bins: readonly Bin[] }>();
const SCHEMES = ["4", "4", "4", "5", "5", "3"];

/** The card ranges of a world, the popular ones first in each country. */
export function bins(style: Style, seed: number): readonly Bin[] {
  const known = cache.get(style);
  if (known?.seed === seed) return known.bins;
  const rng = new Rng(seed, 401);
  const { countries, cards } = style.people;
  const made = countries.flatMap((country) =>
    Array.from({ length: cards.ranges }, (): Bin => {
      const kind = rng.pick(cards.kinds);
      const scheme = rng.pick(country.schemes ?? SCHEMES);
      const least = 10 ** (5 - scheme.length);
      return { bin: `${scheme}${rng.range(least, 10 * least - 1)}`, country: country.code, kind };
    }),
  );
  cache.set(style, { seed, bins: made });
  return made;
}

/** The card ranges of one country of the style. */
export function binsOf(style: Style, seed: number, country: Country): readonly Bin[] {
  const { ranges } = style.people.cards;
  const first = style.people.countries.indexOf(country) * ranges;
  return bins(style, seed).slice(first, first + ranges);
}

/** A range of one's country, mostly one of the popular ones; now and then one from abroad. */
export function pickBin({ settings, style }: World, rng: Rng, country: Country): Bin {
  const { countries, cards } = style.people;
  const home = rng.chance(cards.home) ? country : pickCountry(rng, style);
  return bins(style, settings.seed)[countries.indexOf(home) * cards.ranges + rank(rng, cards.ranges, cards.exponent)]!;
}

export function card(rng: Rng, bin: Bin): Payment {
  return { fingerprint: `pay-${rng.hex64()}`, bin: bin.bin, country: bin.country, kind: bin.kind };
}
