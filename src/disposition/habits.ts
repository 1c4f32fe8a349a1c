/** Accounts -> their habits as numbers: what they use the models for, how steadily, at which hours. */

import { CAPABILITIES, type Population } from "../indicator/population.js";
import { DAY_MS } from "../tools/units.js";

export function capabilitiesOf(population: Population, members: readonly number[] | null): Float64Array {
  const sums = new Float64Array(CAPABILITIES.length);
  let accounts = 0;
  const add = (i: number) => {
    let total = 0;
    for (let c = 0; c < sums.length; c++) total += population.capability[i * sums.length + c];
    if (total === 0) return;
    accounts++;
    for (let c = 0; c < sums.length; c++) sums[c] += population.capability[i * sums.length + c] / total;
  };
  if (members) for (const i of members) add(i);
  else for (let i = 0; i < population.size; i++) add(i);
  return sums.map((sum) => sum / Math.max(1, accounts));
}

export function dailyExchanges(population: Population, i: number): number {
  const days = Math.max(1, (population.lastSeen[i] - population.firstSeen[i]) / DAY_MS);
  return Math.max(0.01, population.exchanges[i] / days);
}

/** Entropy of an account's hours of the day, corrected for few events (Miller 1955), over log2 24: 1 is round the clock. */
export function dayEntropy(population: Population, i: number): number {
  const hours = new Float64Array(24);
  let total = 0;
  for (let h = 0; h < 24; h++) {
    hours[h] = population.hours[i * 24 + h];
    total += hours[h];
  }
  if (total === 0) return 0;
  let entropy = 0;
  let used = 0;
  for (const n of hours) {
    if (n === 0) continue;
    used++;
    entropy -= (n / total) * Math.log2(n / total);
  }
  return Math.min(1, (entropy + (used - 1) / (2 * total * Math.LN2)) / Math.log2(24));
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

export function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
