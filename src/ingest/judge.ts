/**
 * A slice's event ids -> which of its events count: those whose id nothing before has taken within the window, in the order of the lines.
 */
import type { IdTable } from "./id-table.js";
import type { KnownIds } from "./known-ids.js";
import type { Taken } from "./taken.js";

const WORDS = 3;
/** So many are looked for at once. */
const WARMED = 64;

/** `ids`: hash high, hash low, seconds of each event. What it takes is taken from then on: the caller has `known` accept or release it. */
export async function judge(ids: Uint32Array, known: KnownIds): Promise<Taken> {
  await known.cover(ids);
  const archived = await known.archived(ids);
  return known.take(ids, (table, floor) => takeFresh(ids, table, floor, archived));
}

function takeFresh(ids: Uint32Array, table: IdTable, floor: number, archived: IdTable | null): Taken {
  const rows = ids.length / WORDS;
  const fresh = new Uint8Array(rows);
  const taken = new Uint32Array(ids.length);
  let length = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let row = 0; row < rows; row++) {
    if (row % WARMED === 0) table.warm(ids, WORDS * row, WORDS * Math.min(rows, row + WARMED));
    const hi = ids[WORDS * row];
    const lo = ids[WORDS * row + 1];
    const time = ids[WORDS * row + 2];
    if (archived?.has(hi, lo, time) || !table.take(hi, lo, time, floor)) continue;
    fresh[row] = 1;
    taken[length] = hi;
    taken[length + 1] = lo;
    taken[length + 2] = time;
    length += WORDS;
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return { fresh, ids: new Uint8Array(taken.buffer, 0, 4 * length), from: length === 0 ? 0 : from, to };
}
