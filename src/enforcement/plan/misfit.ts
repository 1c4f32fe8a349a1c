/**
 * What the accounts of a cluster do -> how ill each one's conduct fits that of the others: who was tied to a campaign by mistake, or on
 * purpose, has the ties of its accounts and goes on doing what it did.
 */
import type { Conduct } from "../../indicator/conduct.js";
import { rounded } from "../../tools/rounded.js";

/** One number an account; NaN where nothing is known of it. */
type Trait = (all: readonly Conduct[]) => Float64Array;

/** All count alike, so that nothing is fitted on any world. */
const TRAITS: readonly Trait[] = [
  (all) => apart(all.map(({ hours }) => hours)),
  (all) => apart(all.map(({ capabilities }) => capabilities)),
  (all) => apart(all.map(({ sizes }) => sizes)),
  (all) => alone(all.map(({ models }) => models)),
  (all) => alone(all.map(({ prompts }) => prompts)),
  (all) => off(all.map(({ pace }) => pace)),
  (all) => off(all.map(({ input }) => input)),
  (all) => off(all.map(({ output }) => output)),
  (all) => off(all.map(({ since }) => since)),
];
/** No trait says more than so many standard deviations. */
const BOUND = 3;
/** A value that nobody else has counts as held by half an account. */
const HALF = 0.5;
/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-9;

/**
 * By account: the mean of its traits in standard deviations of the cluster's, above 0 where it fits less than most. Sums are in the order
 * given: sort the accounts, so that the same cluster gives the same bytes.
 */
export function misfitsOf(all: readonly Conduct[]): number[] {
  const sum = new Float64Array(all.length);
  for (const trait of TRAITS) for (const [i, deviation] of standard(trait(all)).entries()) sum[i] += deviation;
  return Array.from(sum, (deviations) => rounded(deviations / TRAITS.length));
}

/** How far an account's shares are from those of all others together: Jensen-Shannon divergence, bits (Lin 1991). */
function apart(shares: readonly Float32Array[]): Float64Array {
  const total = new Float64Array(shares[0]?.length ?? 0);
  for (const own of shares) for (let k = 0; k < own.length; k++) total[k] += own[k];
  return Float64Array.from(shares, (own) => {
    let [known, rest] = [0, 0];
    for (let k = 0; k < own.length; k++) {
      known += own[k];
      rest += total[k] - own[k];
    }
    if (known === 0 || rest <= 0) return Number.NaN;
    let bits = 0;
    for (let k = 0; k < own.length; k++) {
      const others = Math.max(0, total[k] - own[k]) / rest;
      const middle = (own[k] + others) / 2;
      if (own[k] > 0) bits += (own[k] * Math.log2(own[k] / middle)) / 2;
      if (others > 0) bits += (others * Math.log2(others / middle)) / 2;
    }
    return bits;
  });
}

/** How few others have an account's values: the mean of -log2 of the shares of the others that do, or that have none either. */
function alone(values: readonly Float64Array[]): Float64Array {
  const holders = new Map<number, number>();
  let without = 0;
  for (const own of values) {
    if (own.length === 0) without++;
    for (const value of own) holders.set(value, (holders.get(value) ?? 0) + 1);
  }
  const bits = (others: number) => -Math.log2((others - 1 + HALF) / values.length);
  return Float64Array.from(values, (own) =>
    own.length === 0 ? bits(without) : own.reduce((sum, value) => sum + bits(holders.get(value)!), 0) / own.length,
  );
}

/** How far from the middle one. */
function off(values: readonly number[]): Float64Array {
  const middle = Float64Array.from(values).sort()[values.length >> 1];
  return Float64Array.from(values, (value) => Math.abs(value - middle));
}

/** In standard deviations from the mean, bounded; 0 where all are alike, and where nothing is known. */
function standard(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return values.map((value) =>
    Number.isNaN(value) || !(deviation > ROUNDING) ? 0 : Math.max(-BOUND, Math.min(BOUND, (value - mean) / deviation)),
  );
}
