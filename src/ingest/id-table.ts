/**
 * Event ids (64-bit hashes) with the time of the event that counted: open addressing in typed arrays, in many small tables so that growth
 * never stalls.
 */
import { DAY_S } from "../tools/units.js";

/** An id that comes again within this of the event that counted is a duplicate. */
export const WINDOW_S = 60 * DAY_S;

/** Load is kept between these: about 15 bytes an id. While there are few ids, tables grow faster. */
const FULL = 0.82;
const GROWTH = 1.17;
const FAST_GROWTH = 2;
const FEW = 1 << 22;
const SMALLEST = 16;

/** A slot is three words side by side, so that a look-up waits for memory once: seconds + 1 (0 is free), and both halves of the hash. */
const ROW = 3;

interface Table {
  size: number;
  slots: number;
  rows: Uint32Array;
}

const tableOf = (slots: number): Table => ({ size: 0, slots, rows: new Uint32Array(ROW * slots) });

export class IdTable {
  readonly #tables: Table[];
  readonly #shift: number;
  size = 0;

  readonly #few: number;
  /** What `warm` read last, all in one: kept so that it is read. */
  warmed = 0;

  /** `bits`: as many tables as 2 to its power, at least 1. Up to `few` ids, they take more room each. */
  constructor(bits = 10, few = FEW) {
    this.#shift = 32 - bits;
    this.#few = few;
    this.#tables = Array.from({ length: 1 << bits }, () => tableOf(SMALLEST));
  }

  get bytes(): number {
    return this.#tables.reduce((sum, { rows }) => sum + rows.byteLength, 0);
  }

  /**
   * Reads where the ids in [from, to) of `ids` (hash high, hash low, seconds of each) will be looked for, all at once: memory that is
   * waited for side by side costs a look-up a fraction of what it costs one by one. Changes nothing; worth it for a few dozen ids that are
   * looked up next.
   */
  warm(ids: Uint32Array, from: number, to: number): void {
    const tables = this.#tables;
    const shift = this.#shift;
    let all = 0;
    for (let i = from; i < to; i += ROW) {
      const { rows, slots } = tables[ids[i] >>> shift];
      all |= rows[slotOf(ids[i + 1], slots)];
    }
    this.warmed = all;
  }

  /** Whether the id counted within the window of this time. It may be there more than once, at times further apart. */
  has(hi: number, lo: number, seconds: number): boolean {
    return find(this.#tables[hi >>> this.#shift], hi, lo, seconds, WINDOW_S) >= 0;
  }

  /** Adds the id and says true, unless it has counted within the window. Before a table grows, it lets go of what is older than `floor`. */
  take(hi: number, lo: number, seconds: number, floor = 0): boolean {
    const table = this.#tables[hi >>> this.#shift];
    const at = find(table, hi, lo, seconds, WINDOW_S);
    if (at >= 0) return false;
    if (table.size + 1 > table.slots * FULL) this.add(hi, lo, seconds, floor);
    else {
      lay(table, ~at, hi, lo, stored(seconds));
      this.size++;
    }
    return true;
  }

  /** Adds the id, even where it is there. */
  add(hi: number, lo: number, seconds: number, floor = 0): void {
    const number = hi >>> this.#shift;
    if (this.#tables[number].size + 1 > this.#tables[number].slots * FULL) this.#rehash(number, floor);
    put(this.#tables[number], hi, lo, stored(seconds));
    this.size++;
  }

  /** Takes out the id of exactly this time, where it is there. */
  remove(hi: number, lo: number, seconds: number): void {
    const table = this.#tables[hi >>> this.#shift];
    const at = find(table, hi, lo, seconds, 0);
    if (at < 0) return;
    closeGap(table, at);
    table.size--;
    this.size--;
  }

  #rehash(number: number, floor: number): void {
    const old = this.#tables[number];
    const { rows } = old;
    let live = 0;
    for (let at = 0; at < rows.length; at += ROW) if (rows[at] > floor) live++;
    const table = tableOf(Math.max(SMALLEST, Math.ceil(((live + 1) / FULL) * (this.size < this.#few ? FAST_GROWTH : GROWTH))));
    for (let at = 0; at < rows.length; at += ROW) if (rows[at] > floor) put(table, rows[at + 1], rows[at + 2], rows[at]);
    this.size += table.size - old.size;
    this.#tables[number] = table;
  }
}

const stored = (seconds: number): number => Math.min(seconds + 1, 0xffffffff);

/** Where the search for a hash begins in `rows`. */
function slotOf(lo: number, slots: number): number {
  return ROW * Math.floor((lo / 0x1_0000_0000) * slots);
}

/** Where the id is with a time at most `window` from this one, or the complement of the free place where the search ended. */
function find({ rows, slots }: Table, hi: number, lo: number, seconds: number, window: number): number {
  const end = ROW * slots;
  let at = slotOf(lo, slots);
  for (; rows[at] !== 0; at = at + ROW === end ? 0 : at + ROW) {
    if (rows[at + 2] === lo && rows[at + 1] === hi && Math.abs(rows[at] - 1 - seconds) <= window) return at;
  }
  return ~at;
}

function put(table: Table, hi: number, lo: number, time: number): void {
  const { rows, slots } = table;
  let at = slotOf(lo, slots);
  while (rows[at] !== 0) at = at + ROW === rows.length ? 0 : at + ROW;
  lay(table, at, hi, lo, time);
}

function lay(table: Table, at: number, hi: number, lo: number, time: number): void {
  table.rows[at] = time;
  table.rows[at + 1] = hi;
  table.rows[at + 2] = lo;
  table.size++;
}

/** Frees a place; what lies behind it and was pushed there by it moves up (Knuth 1973, 6.4, algorithm R). */
function closeGap({ rows, slots }: Table, gap: number): void {
  const end = ROW * slots;
  for (let at = gap + ROW === end ? 0 : gap + ROW; rows[at] !== 0; at = at + ROW === end ? 0 : at + ROW) {
    const home = slotOf(rows[at + 2], slots);
    const stays = gap < at ? gap < home && home <= at : gap < home || home <= at;
    if (stays) continue;
    rows.copyWithin(gap, at, at + ROW);
    gap = at;
  }
  rows[gap] = 0;
}
