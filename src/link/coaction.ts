/**
 * Template uses -> pairs of accounts that sent prompts of one template within minutes of each other, more often than chance would have it
 * (the idea of SynchroTrap, Cao et al. 2014).
 */

import type { Population } from "../indicator/population.js";
import { sharedFloats, sharedShorts, sharedWords } from "../tools/shared.js";
import { alone, type Crew } from "./crew/crew.js";
import { inOrder } from "./crew/task.js";
import type { Templates, Uses } from "./templates.js";
import type { MetPart } from "./together/meet.js";
import { sharedUses } from "./together/shared-uses.js";

/** A template used by more of the population than this is everybody's: chance explains it. */
const COMMON_SHARE = 0.05;
/** Uses a part, or a template more. */
const USES_A_PART = 50_000;

/** By account (CSR), both ways round and sorted by partner: co-actions with each partner. */
export interface CoActions {
  start: Uint32Array;
  partner: Uint32Array;
  template: Uint32Array;
  /** Times together. */
  occasions: Uint16Array;
  /** -log2 of the chance of as many. */
  bits: Float32Array;
}

export function findCoActions(population: Population, templates: Templates, uses: Uses, crew: Crew = alone): CoActions {
  const size = population.size;
  const shared = sharedUses(uses, templates.count, Math.max(50, COMMON_SHARE * size));
  const sampled = new Float64Array(size);
  for (let a = 0; a < size; a++) sampled[a] = Math.min(1, (uses.start[a + 1] - uses.start[a]) / Math.max(1, population.events[a]));
  const cuts = cutEvenly(shared.start);
  const met = inOrder(crew.share("findMet", { uses: shared, sampled, cuts }, cuts.length - 1));
  return bothWays(met, size);
}

/** Where the parts begin that have about USES_A_PART each, and the end of the last. */
function cutEvenly(start: Uint32Array): Uint32Array {
  const cuts = [0];
  for (let n = 1; n < start.length; n++) if (n === start.length - 1 || start[n] - start[cuts[cuts.length - 1]] >= USES_A_PART) cuts.push(n);
  return Uint32Array.from(cuts);
}

/** Lists each pair with both of its accounts, by partner, then template: as it was found, but for the partners. */
function bothWays(met: readonly MetPart[], size: number): CoActions {
  const start = sharedWords(size + 1);
  for (const { a, b } of met)
    for (let f = 0; f < a.length; f++) {
      start[a[f] + 1]++;
      start[b[f] + 1]++;
    }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const total = start[size];
  const rows = {
    start,
    partner: sharedWords(total),
    template: sharedWords(total),
    occasions: sharedShorts(total),
    bits: sharedFloats(total),
  };
  const next = start.slice(0, size);
  for (const { a, b, template, occasions, bits } of met)
    for (let f = 0; f < a.length; f++) {
      for (let side = 0; side < 2; side++) {
        const row = side === 0 ? next[a[f]]++ : next[b[f]]++;
        rows.partner[row] = side === 0 ? b[f] : a[f];
        rows.template[row] = template[f];
        rows.occasions[row] = occasions[f];
        rows.bits[row] = bits[f];
      }
    }
  const sorter = new RowSorter(rows);
  for (let i = 0; i < size; i++) sorter.sort(start[i], start[i + 1]);
  return rows;
}

/** Longer rows are sorted by more than by moving each to its place. */
const SHORT = 24;
/** More rows than an account ever has: a partner and a place go into one double. */
const ROWS = 2 ** 26;

/** Sorts some rows by partner, equals as they were; keeps its memory from call to call. */
class RowSorter {
  readonly #rows: CoActions;
  readonly #was = { template: new Uint32Array(SHORT), occasions: new Uint16Array(SHORT), bits: new Float32Array(SHORT) };
  #order = new Float64Array(SHORT);

  constructor(rows: CoActions) {
    this.#rows = rows;
  }

  sort(from: number, to: number): void {
    const { partner } = this.#rows;
    const length = to - from;
    if (length > this.#order.length) {
      this.#order = new Float64Array(2 * length);
      this.#was.template = new Uint32Array(2 * length);
      this.#was.occasions = new Uint16Array(2 * length);
      this.#was.bits = new Float32Array(2 * length);
    }
    const order = this.#order;
    for (let n = 0; n < length; n++) {
      const key = partner[from + n] * ROWS + n;
      let at = n;
      if (length <= SHORT) for (; at > 0 && order[at - 1] > key; at--) order[at] = order[at - 1];
      order[at] = key;
    }
    if (length > SHORT) order.subarray(0, length).sort();
    this.#lay(from, length);
  }

  #lay(from: number, length: number): void {
    const { partner, template, occasions, bits } = this.#rows;
    const was = this.#was;
    for (let n = 0; n < length; n++) {
      was.template[n] = template[from + n];
      was.occasions[n] = occasions[from + n];
      was.bits[n] = bits[from + n];
    }
    for (let n = 0; n < length; n++) {
      const key = this.#order[n];
      const at = key % ROWS;
      partner[from + n] = (key - at) / ROWS;
      template[from + n] = was.template[at];
      occasions[from + n] = was.occasions[at];
      bits[from + n] = was.bits[at];
    }
  }
}
