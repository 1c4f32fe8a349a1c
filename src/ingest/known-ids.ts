/**
 * Which event ids have counted, as the store has them: in memory those of the stream's present, read back from the ledger those before.
 * Exact: what is held from `#floor` on is complete, and an older event makes the ledger be asked.
 */

import type { GraphStore } from "../ports/store.js";
import { DAY_S } from "../tools/units.js";
import { IdTable, WINDOW_S } from "./id-table.js";
import type { Taken } from "./taken.js";

/** Kept beyond the window, so that events which come late rarely ask the ledger. */
const MARGIN_S = 15 * DAY_S;
const LATEST_S = 0xffffffff;
/** The present is where at least this share of the ids held, and this many, are no older: a few lines from a wrong future don't move it. */
const PRESENT_SHARE = 0.01;
const PRESENT_LEAST = 1000;
/** Of a slice's events, at most this share may lie before what memory is made to hold. */
const STRAGGLERS = 0.02;
const LATEST_SLICES = 16;
/** Of an id: hash high, hash low, seconds. */
const WORDS = 3;

export class KnownIds {
  readonly #store: GraphStore;
  readonly #table = new IdTable();
  readonly #days = new Map<number, number>();
  /** What was taken and is not committed yet. */
  readonly #pending = new Set<Taken>();
  #floor = LATEST_S;
  #ledger = 0;
  #reviewAt = PRESENT_LEAST;
  /** What the latest slices needed: memory holds it even where the stream goes back in time. */
  #lows: number[] = [];

  constructor(store: GraphStore) {
    this.#store = store;
  }

  /** The ledger's number up to which the store's ids are known. */
  get ledger(): number {
    return this.#ledger;
  }

  /** Takes in what was committed since, by whomever. */
  async catchUp(): Promise<void> {
    const ledger = await this.#store.ledger();
    if (this.#ledger === 0 && ledger === 0) this.#floor = 0; // nothing is complete
    if (ledger === this.#ledger) return;
    if (this.#floor < LATEST_S) await this.#read(this.#ledger, ledger, this.#floor, LATEST_S);
    this.#ledger = ledger;
  }

  /** Makes memory hold what most of a slice needs; call before `archived` and `take`. */
  async cover(ids: Uint32Array): Promise<void> {
    if (ids.length === 0) return;
    const low = Math.max(0, dayOfQuantile(ids, STRAGGLERS) * DAY_S - WINDOW_S - MARGIN_S);
    this.#lows = [low, ...this.#lows.slice(0, LATEST_SLICES - 1)];
    if (low >= this.#floor) return;
    await this.#read(0, this.#ledger, low, this.#floor);
    this.#floor = low;
  }

  /** The ids before what memory holds that a slice's older events could repeat; null where it has none. */
  async archived(ids: Uint32Array): Promise<IdTable | null> {
    const wanted = new Set<number>();
    let from = LATEST_S;
    let to = 0;
    for (let i = 0; i < ids.length; i += 3) {
      const time = ids[i + 2];
      if (time - WINDOW_S >= this.#floor) continue;
      wanted.add(ids[i]);
      from = Math.min(from, Math.max(0, time - WINDOW_S));
      to = Math.max(to, Math.min(time + WINDOW_S, this.#floor - 1));
    }
    if (wanted.size === 0 || this.#floor === 0) return null;
    const found = new IdTable(4);
    for await (const slice of this.#store.ids(0, from, to)) {
      if (slice.ledger >= this.#ledger) break;
      eachId(slice.ids, (hi, lo, time) => {
        if (time < this.#floor && wanted.has(hi)) found.add(hi, lo, time);
      });
    }
    return found;
  }

  /** Has `take` put a slice's ids in the table, which must let go of nothing from `floor` on: what is not committed is nowhere else. */
  take(ids: Uint32Array, take: (table: IdTable, floor: number) => Taken): Taken {
    let floor = this.#keptFrom();
    for (let i = 2; i < ids.length; i += WORDS) if (ids[i] < floor) floor = ids[i];
    const taken = take(this.#table, floor);
    if (taken.ids.length > 0) this.#pending.add(taken);
    return taken;
  }

  /** The commit with this ledger number stands: what it took has counted. */
  accept(taken: Taken): void {
    this.#ledger++;
    this.#pending.delete(taken);
    this.#countDays(taken.ids);
    if (this.#table.size > this.#reviewAt) this.#review();
  }

  /** What was taken will not be committed, or must be judged again. */
  release(taken: Taken): void {
    if (!this.#pending.delete(taken)) return;
    eachId(taken.ids, (hi, lo, time) => this.#table.remove(hi, lo, time));
  }

  /** From when on the table must keep everything. */
  #keptFrom(): number {
    let floor = this.#floor;
    for (const { from } of this.#pending) floor = Math.min(floor, from);
    return floor;
  }

  /** Events come roughly in order of time: days in a row are counted together. */
  #countDays(ids: Uint8Array, earliest = 0, latest = LATEST_S): void {
    let day = -1;
    let run = 0;
    eachId(ids, (_hi, _lo, time) => {
      if (time < earliest || time > latest) return;
      const next = Math.floor(time / DAY_S);
      if (next !== day) {
        this.#countDay(day, run);
        day = next;
        run = 0;
      }
      run++;
    });
    this.#countDay(day, run);
  }

  #countDay(day: number, ids: number): void {
    if (ids > 0) this.#days.set(day, (this.#days.get(day) ?? 0) + ids);
  }

  /** The table must let go of nothing that is read, though memory does not count as complete before all of it is. */
  async #read(from: number, to: number, earliest: number, latest: number): Promise<void> {
    for await (const { ledger, ids } of this.#store.ids(from, earliest, latest)) {
      if (ledger >= to) break;
      const floor = Math.min(earliest, this.#keptFrom());
      eachId(ids, (hi, lo, time) => {
        if (time >= earliest && time <= latest) this.#table.add(hi, lo, time, floor);
      });
      this.#countDays(ids, earliest, latest);
    }
  }

  /** Lets memory go of what lies a window and its margin before the present. */
  #review(): void {
    this.#reviewAt = this.#table.size * 1.1;
    const least = Math.max(PRESENT_LEAST, this.#table.size * PRESENT_SHARE);
    let later = 0;
    for (const day of [...this.#days.keys()].sort((a, b) => b - a)) {
      later += this.#days.get(day)!;
      if (later < least) continue;
      this.#floor = Math.max(this.#floor, Math.min(day * DAY_S - WINDOW_S - MARGIN_S, ...this.#lows));
      break;
    }
    for (const day of this.#days.keys()) if ((day + 1) * DAY_S <= this.#floor) this.#days.delete(day);
  }
}

/** Each id of a committed slice: 12 bytes, little-endian as this machine is. */
function eachId(ids: Uint8Array, take: (hi: number, lo: number, seconds: number) => void): void {
  const aligned = ids.byteOffset % 4 === 0 ? ids : ids.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  for (let i = 0; i < words.length; i += WORDS) take(words[i], words[i + 1], words[i + 2]);
}

/** The day, since 1970, that at most this share of the events lie before. */
function dayOfQuantile(ids: Uint32Array, share: number): number {
  const days = new Map<number, number>();
  for (let i = 2; i < ids.length; i += WORDS) {
    const day = Math.floor(ids[i] / DAY_S);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  let before = 0;
  for (const [day, events] of [...days].sort(([a], [b]) => a - b)) {
    before += events;
    if (before > (ids.length / WORDS) * share) return day;
  }
  return 0;
}
