/** A cluster's accounts -> simple sums over one kind of sighting; the shared ground of all features. */
import type { Population, Sightings } from "../indicator/population.js";

/** How many members hold each value of a kind; values that at least `least` of them hold, most held first. */
export interface Holding {
  value: number;
  members: number;
}

export function holdings(sightings: Sightings | undefined, members: readonly number[], least = 2): Holding[] {
  if (!sightings) return [];
  const count = new Map<number, number>();
  for (const a of members) {
    const seen = new Set<number>();
    for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++) seen.add(sightings.value[s]);
    for (const v of seen) count.set(v, (count.get(v) ?? 0) + 1);
  }
  return [...count]
    .filter(([, n]) => n >= least)
    .map(([value, n]) => ({ value, members: n }))
    .sort((x, y) => y.members - x.members || x.value - y.value);
}

/** Members with any value of a kind. */
export function withAny(sightings: Sightings | undefined, members: readonly number[]): number {
  if (!sightings) return 0;
  return members.reduce((n, a) => n + (sightings.start[a + 1] > sightings.start[a] ? 1 : 0), 0);
}

/** Share of members that hold a value that another member holds too. */
export function sharedShare(sightings: Sightings | undefined, members: readonly number[], shared: readonly Holding[]): number {
  if (!sightings || shared.length === 0) return 0;
  const values = new Set(shared.map((holding) => holding.value));
  return members.reduce((n, a) => n + (holdsAny(sightings, a, values) ? 1 : 0), 0) / members.length;
}

export function holdsAny(sightings: Sightings, account: number, values: ReadonlySet<number>): boolean {
  const end = sightings.start[account + 1];
  for (let s: number = sightings.start[account]; s < end; s++) if (values.has(sightings.value[s])) return true;
  return false;
}

/** How many accounts hold each value of a kind, and how many have any; computed once a population. */
export class BaseRates {
  readonly #population: Population;
  readonly #holders = new Map<string, { byValue: Uint32Array; any: number }>();

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

  /** Accounts that hold the value with this text, as a share of those with any (0 where it was never seen). */
  share(kind: string, texts: ReadonlySet<string>): number {
    const sightings = this.#population.sightings.get(kind);
    if (!sightings) return 0;
    const { byValue, any } = this.of(kind);
    let held = 0;
    for (let v = 0; v < byValue.length; v++) if (texts.has(sightings.text(v))) held += byValue[v];
    return held / Math.max(1, any);
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
