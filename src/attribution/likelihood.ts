/** Weights of hypotheses -> confidences in ten-thousandths that sum to one exactly, each with its term of ICD 203 (ODNI 2015). */
import type { AttributionShare } from "../model/cluster.js";

const TERMS: readonly [below: number, term: string][] = [
  [0.05, "almost no chance"],
  [0.2, "very unlikely"],
  [0.45, "unlikely"],
  [0.55, "roughly even chance"],
  [0.8, "likely"],
  [0.95, "very likely"],
];

export function likelihoodOf(confidence: number): string {
  return TERMS.find(([below]) => confidence < below)?.[1] ?? "almost certain";
}

/** Confidences have four decimals. */
export const UNITS = 10_000;

/**
 * By largest remainder (Hamilton 1792), ties by name; highest first. What rounds to nothing is left out, save `keep`.
 * The weights need no particular sum.
 */
export function sharesOf(weights: ReadonlyMap<string, number>, keep: string): AttributionShare[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const rows = [...weights].map(([operator, weight]) => {
    const exact = (weight / total) * UNITS;
    return { operator, units: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  rows.sort((a, b) => b.rest - a.rest || compare(a.operator, b.operator));
  const missing = UNITS - rows.reduce((sum, { units }) => sum + units, 0);
  for (const row of rows.slice(0, missing)) row.units++;
  return rows
    .filter(({ units, operator }) => units > 0 || operator === keep)
    .sort((a, b) => b.units - a.units || compare(a.operator, b.operator))
    .map(({ operator, units }) => ({ operator, confidence: units / UNITS, likelihood: likelihoodOf(units / UNITS) }));
}

/** By code unit: the same everywhere, unlike a locale's order. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
