/** A population's kinds -> how common their values are, and how far a cluster's counts stand out from that. */
import type { Population, Sightings } from "../indicator/population.js";

/** Members with any value of a kind. */
export function withAny(sightings: Sightings | undefined, members: readonly number[]): number {
  if (!sightings) return 0;
  const { start } = sightings;
  let n = 0;
  for (const a of members) if (start[a + 1] > start[a]) n++;
  return n;
}

/** Values of a kind by their texts: 1 for those that have one of the texts; and the share of accounts that hold one, of those with any. */
export interface Texts {
  has: Uint8Array;
  share: number;
}

/** How many accounts hold each value of a kind, and how many have any; computed once a population. */
export class BaseRates {
  readonly #population: Population;
  readonly #holders = new Map<string, { byValue: Uint32Array; any: number }>();
  readonly #texts = new Map<string, Map<ReadonlySet<string>, Texts>>();

  constructor(population: Population) {
    this.#population = population;
  }

  of(kind: string): { byValue: Uint32Array; any: number } {
    const known = this.#holders.get(kind);
    if (known) return known;
    const rates = this.#count(kind);
    this.#holders.set(kind, rates);
    return rates;
  }

  #count(kind: string) {
    const sightings = this.#population.sightings.get(kind);
    const byValue = new Uint32Array(sightings?.keyHi.length ?? 0);
    const last = new Int32Array(byValue.length).fill(-1);
    let any = 0;
    if (!sightings) return { byValue, any };
    for (let a = 0; a < this.#population.size; a++) {
      if (sightings.start[a + 1] > sightings.start[a]) any++;
      for (let s: number = sightings.start[a]; s < sightings.start[a + 1]; s++) {
        const v: number = sightings.value[s];
        if (last[v] !== a) byValue[v]++;
        last[v] = a;
      }
    }
    return { byValue, any };
  }

  /** Of a kind that was seen. `texts` is known again by being the same set. */
  texts(kind: string, texts: ReadonlySet<string>): Texts {
    const known = this.#texts.get(kind)?.get(texts);
    if (known) return known;
    const { keyHi, text } = this.#population.sightings.get(kind)!;
    const { byValue, any } = this.of(kind);
    const has = Uint8Array.from(keyHi, (_, v) => (texts.has(text(v)) ? 1 : 0));
    let held = 0;
    for (let v = 0; v < has.length; v++) if (has[v] === 1) held += byValue[v];
    const found = { has, share: held / Math.max(1, any) };
    this.#texts.set(kind, (this.#texts.get(kind) ?? new Map()).set(texts, found));
    return found;
  }
}

/** Members of a cluster are not independent: they count as this many at the most (the design effect of cluster sampling, Kish 1965). */
export const EFFECTIVE_MEMBERS = 8;

/**
 * Binomial log2 odds that `k` of `n` comes from a raised rate rather than the population's `base`: positive above it, negative below;
 * bounded to ±`bound`.
 */
export function liftBits(k: number, n: number, base: number, bound = 6): number {
  if (n === 0) return 0;
  const effective = Math.min(n, EFFECTIVE_MEMBERS);
  const share = (k / n) * effective;
  const p = Math.min(0.98, Math.max(0.002, base));
  const observed = (share + p) / (effective + 1);
  const bits = share * Math.log2(observed / p) + (effective - share) * Math.log2((1 - observed) / (1 - p));
  return Math.max(-bound, Math.min(bound, observed >= p ? bits : -bits));
}
