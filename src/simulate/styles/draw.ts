/** Weights of a style -> draws by them: the tables that a draw needs are made once for each list. */
import { cumulate, type Rng } from "../random.js";
import type { Weighted } from "./style.js";

const tables = new WeakMap<object, readonly number[]>();

function tableOf<T extends object>(list: T, weights: (list: T) => readonly number[]): readonly number[] {
  const known = tables.get(list);
  if (known) return known;
  const made = cumulate(weights(list));
  tables.set(list, made);
  return made;
}

/** An index of a list whose members have a weight. */
export function indexByWeight(rng: Rng, list: readonly { weight: number }[]): number {
  return rng.weighted(tableOf(list, (these) => these.map(({ weight }) => weight)));
}

/** One of what there is, by its weight. */
export function draw<T>(rng: Rng, list: Weighted<T>): T {
  return list[rng.weighted(tableOf(list, (these) => these.map(([, weight]) => weight)))]![0];
}

/** An index by a list of weights. */
export function indexOf(rng: Rng, weights: readonly number[]): number {
  return rng.weighted(tableOf(weights, (these) => these));
}

const ranks = new Map<string, readonly number[]>();

/** A rank below `count`, rank r about as (r + 1) ** -exponent; exponent 1 is `Rng.zipf`. */
export function rank(rng: Rng, count: number, exponent: number): number {
  if (exponent === 1) return rng.zipf(count);
  const key = `${count} ${exponent}`;
  let table = ranks.get(key);
  if (!table) {
    table = cumulate(Array.from({ length: count }, (_, r) => (r + 1) ** -exponent));
    ranks.set(key, table);
  }
  return rng.weighted(table);
}
