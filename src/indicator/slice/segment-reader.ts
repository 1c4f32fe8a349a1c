/** A segment's bytes -> its accounts, and each one's rows summed into its footprint. */

import { isOwn } from "../../model/status.js";
import { ByteReader } from "../../tools/bytes.js";
import { words } from "../../tools/growing.js";
import type { Zone } from "../../tools/zone.js";
import type { DaySum } from "../days/day-sum.js";
import { UNSAID } from "../days/models.js";
import { type AccountSum, byCode } from "../footprint.js";
import { kindOf } from "../kinds/registry.js";
import { CAPABILITY, EXCHANGES, INPUT, OUTPUT, PRINT, TYPE } from "./segment.js";
import { SIGNUP, STATUS, STATUS_UNSAID, USAGE } from "./slice.js";

/** Names the text at [from, to) of the segment with a number, for `BottomK.text`. */
export type KeepText = (bytes: Uint8Array, from: number, to: number) => number;

/** Where an account's rows are summed by day, too, and in which zone. */
export interface Days {
  sum: DaySum;
  zone: Zone;
}

const MODEL = kindOf("model").code;

export class SegmentReader {
  readonly bytes: Uint8Array;
  /** Of each value: its kind's code, the attribute's name where that is 0, its rank, and where its text is (from 0 where it has none). */
  readonly #code = words(64);
  readonly #attribute: string[] = [];
  readonly #hi = words(64);
  readonly #lo = words(64);
  readonly #textFrom = words(64);
  readonly #textTo = words(64);
  readonly #setStart = words(64);
  readonly #setValue = words(64);
  /**
   * Of each item (a value at twice its number, a set at that plus 1): in which account's rows it was seen last, how often, first and last.
   */
  readonly #seenBy: Uint32Array;
  readonly #count: Uint32Array;
  readonly #first: Uint32Array;
  readonly #last: Uint32Array;
  readonly #seen = words(64);
  #account = 0;
  readonly #rows: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const reader = new ByteReader(bytes);
    for (let n = reader.count(); n > 0; n--) this.#readValue(reader);
    const sets = reader.count();
    this.#setStart.push(0);
    for (let set = 0; set < sets; set++) {
      for (let n = reader.count(); n > 0; n--) this.#setValue.push(reader.count());
      this.#setStart.push(this.#setValue.length);
    }
    this.#rows = reader.at;
    if (reader.at >= bytes.length) throw new Error("a segment ends amid its values: restore the store from a copy");
    const items = 2 * Math.max(this.#code.length, sets);
    this.#seenBy = new Uint32Array(items);
    this.#count = new Uint32Array(items);
    this.#first = new Uint32Array(items);
    this.#last = new Uint32Array(items);
  }

  #readValue(reader: ByteReader): void {
    const code = reader.count();
    this.#code.push(code);
    this.#attribute.push(code === 0 ? reader.text() : "");
    this.#hi.push(reader.word());
    this.#lo.push(reader.word());
    const texts = byCode(code).key === "text";
    const length = texts ? reader.count() : 0;
    this.#textFrom.push(texts ? reader.at : 0);
    reader.at += length;
    this.#textTo.push(reader.at);
  }

  /** Calls `take` with each account and where its rows are. */
  eachAccount(take: (account: string, at: number) => void): void {
    const reader = new ByteReader(this.bytes, this.#rows);
    for (let n = reader.count(); n > 0; n--) {
      const account = reader.text();
      const length = reader.count();
      take(account, reader.at);
      reader.at += length;
    }
  }

  /** Adds the rows at `at`, an account's, to its sum and to those of its days. */
  absorb(sum: AccountSum, at: number, keepText: KeepText, days: Days | null = null): void {
    const reader = new ByteReader(this.bytes, at);
    this.#account++;
    this.#seen.clear();
    let time = 0;
    for (let n = reader.count(); n > 0; n--) {
      const head = reader.byte();
      const step = reader.count();
      time += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      this.#absorbRow(sum, reader, head, time, days, keepText);
    }
    for (let i = 0; i < this.#seen.length; i++) this.#addSightings(sum, this.#seen.array[i], keepText);
  }

  #absorbRow(sum: AccountSum, reader: ByteReader, head: number, time: number, days: Days | null, keepText: KeepText): void {
    const type = head & TYPE;
    const seconds = Math.floor(time / 1000);
    if (type === STATUS) this.#absorbStatus(sum, reader, time);
    else sum.addEvent(time);
    if (type === SIGNUP) sum.signUp(time);
    const exchanges = (head & EXCHANGES) !== 0 ? reader.count() : 1;
    const input = (head & INPUT) !== 0 ? reader.count() : -1;
    const output = (head & OUTPUT) !== 0 ? reader.count() : -1;
    const capability = (head & CAPABILITY) !== 0 ? reader.byte() : -1;
    if (type === USAGE) sum.addUsage(seconds, exchanges, input, output, capability);
    if ((head & PRINT) !== 0) sum.addPrint(reader.word(), reader.word(), seconds);
    let model = -1;
    for (let n = reader.count(); n > 0; n--) {
      const item = reader.count();
      this.#see(item, seconds);
      if ((item & 1) === 0 && this.#code.array[item >>> 1] === MODEL) model = item >>> 1;
    }
    if (days === null) return;
    const day = days.zone.dayOf(time);
    if (type === USAGE) days.sum.addUsage(day, capability, this.#modelSlot(days.sum, model, keepText), exchanges, input, output);
    else days.sum.addOther(day);
  }

  #modelSlot({ models }: DaySum, value: number, keepText: KeepText): number {
    if (value < 0) return UNSAID;
    const hi = this.#hi.array[value];
    const lo = this.#lo.array[value];
    const slot = models.slotOf(hi, lo);
    return slot >= 0 ? slot : models.name(hi, lo, keepText(this.bytes, this.#textFrom.array[value], this.#textTo.array[value]));
  }

  /** What Cautery had done itself is remembered, but is none of the account's events: nothing is reckoned from when it was. */
  #absorbStatus(sum: AccountSum, reader: ByteReader, at: number): void {
    const change = { at, code: reader.byte(), actor: reader.text(), reason: reader.text() };
    const isSaid = change.code !== STATUS_UNSAID;
    if (isSaid) sum.changeStatus(change);
    if (!isSaid || !isOwn(change.actor)) sum.addEvent(at);
  }

  #see(item: number, seconds: number): void {
    if (this.#seenBy[item] !== this.#account) {
      this.#seenBy[item] = this.#account;
      this.#count[item] = 1;
      this.#first[item] = seconds;
      this.#last[item] = seconds;
      this.#seen.push(item);
      return;
    }
    this.#count[item]++;
    if (seconds < this.#first[item]) this.#first[item] = seconds;
    if (seconds > this.#last[item]) this.#last[item] = seconds;
  }

  #addSightings(sum: AccountSum, item: number, keepText: KeepText): void {
    const number = item >>> 1;
    if ((item & 1) === 0) this.#addSighting(sum, number, item, keepText);
    else
      for (let i = this.#setStart.array[number]; i < this.#setStart.array[number + 1]; i++)
        this.#addSighting(sum, this.#setValue.array[i], item, keepText);
  }

  #addSighting(sum: AccountSum, value: number, item: number, keepText: KeepText): void {
    const list = sum.list(this.#code.array[value], this.#attribute[value]);
    if (!list) return;
    const slot = list.add(0, this.#hi.array[value], this.#lo.array[value], this.#first[item], this.#last[item], this.#count[item]);
    if (slot < 0 || list.text[slot] >= 0) return;
    const from = this.#textFrom.array[value];
    if (from > 0) list.text[slot] = keepText(this.bytes, from, this.#textTo.array[value]);
  }
}
