/**
 * When accounts were born -> waves: stretches of days in which about as many were born a day, as nearly as the logarithm tells (the best of
 * all ways to cut, by dynamic programming: Jackson et al. 2005).
 */
import { DAY_MS, HOUR_MS } from "../../tools/units.js";

/** Births are counted in so many bins at the most. */
const BINS = 400;
/** Fewer days than this are told apart by the hour. */
const FEW_DAYS = 5;
/** What another wave costs: as much as one day with e times as many births as the days beside it. */
const COST = 1;

/** `births` ascend, those that nobody knows (NaN) are last. Where each wave ends; each has `least` accounts or more, if so many are. */
export function wavesOf(births: Float64Array, least: number, dearer = 1): number[] {
  const known = births.findIndex((at) => Number.isNaN(at));
  const count = known < 0 ? births.length : known;
  const unknown = births.length - count;
  if (unknown > 0 && (unknown < least || count < least)) return [births.length];
  const ends = count === 0 ? [] : cut(births.subarray(0, count), least, COST * dearer);
  return unknown > 0 ? [...ends, births.length] : ends;
}

/** The cuts that leave the least squares about each wave's mean logarithm, and the cost of each wave. */
function cut(births: Float64Array, least: number, cost: number): number[] {
  const before = countsBefore(births);
  const bins = before.length - 1;
  const sum = new Float64Array(bins + 1);
  const squares = new Float64Array(bins + 1);
  for (let i = 0; i < bins; i++) {
    const value = Math.log1p(before[i + 1] - before[i]);
    sum[i + 1] = sum[i] + value;
    squares[i + 1] = squares[i] + value * value;
  }
  const best = new Float64Array(bins + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(bins + 1);
  best[0] = 0;
  for (let to = 1; to <= bins; to++) {
    if (before[to] === before[to - 1]) [best[to], from[to]] = [best[to - 1], to - 1]; // a pause is of no wave, and costs nothing
    for (let start = 0; start < to && before[to] - before[start] >= least; start++) {
      const total = sum[to] - sum[start];
      const spread = squares[to] - squares[start] - (total * total) / (to - start);
      const price = best[start] + spread + cost;
      if (price < best[to]) [best[to], from[to]] = [price, start];
    }
  }
  if (best[bins] === Number.POSITIVE_INFINITY) return [births.length];
  const ends: number[] = [];
  for (let to = bins; to > 0; to = from[to]) if (before[to] > before[from[to]]) ends.push(before[to]);
  return ends.reverse();
}

/** Of each bin how many were born before it, and of all at the end. */
function countsBefore(births: Float64Array): Uint32Array {
  const days = (births[births.length - 1] - births[0]) / DAY_MS;
  const width = days < FEW_DAYS ? HOUR_MS : DAY_MS * Math.ceil((days + 1) / BINS);
  const binOf = (at: number) => Math.floor(at / width) - Math.floor(births[0] / width);
  const before = new Uint32Array(binOf(births[births.length - 1]) + 2);
  for (const at of births) before[binOf(at) + 1]++;
  for (let i = 1; i < before.length; i++) before[i] += before[i - 1];
  return before;
}
