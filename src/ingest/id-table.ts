/** Event ids (64-bit hashes) with the time of the event that counted: open addressing in typed arrays, in many small tables so that growth never stalls. */

/** An id that comes again within this of the event that counted is a duplicate. */
export const WINDOW_S = 60 * 86_400;

/** Load is kept between these: about 15 bytes an id. */
const FULL = 0.82;
const GROWTH = 1.17;
const ROOMY = 0.6;
const SMALLEST = 16;

interface Table {
  size: number;
  hi: Uint32Array;
  lo: Uint32Array;
  /** Seconds + 1; 0 is free. */
  time: Uint32Array;
}

const tableOf = (slots: number): Table => ({
  size: 0,
  hi: new Uint32Array(slots),
  lo: new Uint32Array(slots),
  time: new Uint32Array(slots),
});

export class IdTable {
  readonly #tables: Table[];
  readonly #shift: number;
  size = 0;

  /** `bits`: as many tables as 2 to its power, at least 1. `expected`: how many ids it takes without growing. */
  constructor(bits = 10, expected = 0) {
    this.#shift = 32 - bits;
    const slots = Math.max(SMALLEST, Math.ceil(expected / (1 << bits) / ROOMY));
    this.#tables = Array.from({ length: 1 << bits }, () => tableOf(slots));
  }

  get bytes(): number {
    return this.#tables.reduce((sum, { time }) => sum + 12 * time.length, 0);
  }

  /** Whether the id counted within the window of this time. It may be there more than once, at times further apart. */
  has(hi: number, lo: number, seconds: number): boolean {
    const table = this.#tables[hi >>> this.#shift];
    const slots = table.time.length;
    for (let i = slotOf(lo, slots); table.time[i] !== 0; i = i + 1 === slots ? 0 : i + 1) {
      if (table.lo[i] === lo && table.hi[i] === hi && Math.abs(table.time[i] - 1 - seconds) <= WINDOW_S) return true;
    }
    return false;
  }

  /** When a table is full, it lets go of what is older than `floor` before it grows. */
  add(hi: number, lo: number, seconds: number, floor = 0): void {
    const number = hi >>> this.#shift;
    if (this.#tables[number].size + 1 > this.#tables[number].time.length * FULL) this.#rehash(number, floor);
    const table = this.#tables[number];
    put(table, hi, lo, Math.min(seconds + 1, 0xffffffff));
    this.size++;
  }

  #rehash(number: number, floor: number): void {
    const old = this.#tables[number];
    let live = 0;
    for (const time of old.time) if (time > floor) live++;
    const wanted = Math.max(SMALLEST, Math.ceil(((live + 1) / FULL) * GROWTH));
    const table = tableOf(wanted);
    for (let i = 0; i < old.time.length; i++) if (old.time[i] > floor) put(table, old.hi[i], old.lo[i], old.time[i]);
    this.size += table.size - old.size;
    this.#tables[number] = table;
  }
}

function slotOf(lo: number, slots: number): number {
  return Math.floor((lo / 0x1_0000_0000) * slots);
}

function put(table: Table, hi: number, lo: number, time: number): void {
  const slots = table.time.length;
  let i = slotOf(lo, slots);
  while (table.time[i] !== 0) i = i + 1 === slots ? 0 : i + 1;
  table.hi[i] = hi;
  table.lo[i] = lo;
  table.time[i] = time;
  table.size++;
}
