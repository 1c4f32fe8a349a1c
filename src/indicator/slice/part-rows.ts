/** A part's segments -> its accounts, and each one's rows of all of them summed into its footprint. */
import { isOwn } from "../../model/status.js";
import { ByteTable, UNKNOWN } from "../../tools/byte-table.js";
import { ByteReader, type ByteWriter } from "../../tools/bytes.js";
import { words } from "../../tools/growing.js";
import { byCodeUnit } from "../../tools/order.js";
import type { Zone } from "../../tools/zone.js";
import type { DaySum } from "../days/day-sum.js";
import { UNSAID } from "../days/models.js";
import type { AccountSum } from "../footprint.js";
import { kindOf } from "../kinds/registry.js";
import { PartValues } from "./part-values.js";
import { CAPABILITY, EXCHANGES, INPUT, OUTPUT, PLACED, PRINT, TYPE } from "./segment.js";
import { SIGNUP, STATUS, STATUS_UNSAID, USAGE } from "./slice.js";

/** Where an account's rows are summed by day, too, and in which zone. */
export interface Days {
  sum: DaySum;
  zone: Zone;
}

const MODEL = kindOf("model").code;
/** Of an item: in which account's rows it was seen last, how often, first and last. */
const WORDS = 4;
const NOWHERE = 0xffffffff;

export class PartRows {
  readonly #segments: readonly Uint8Array[];
  readonly #values: PartValues;
  /** By segment: its values' and sets' numbers in `#values`. */
  readonly #valuesIn: Uint32Array[] = [];
  readonly #setsIn: Uint32Array[] = [];
  readonly #accounts: string[] = [];
  /** Of each account, the first and the last of its pieces: rows of it side by side in a segment; and of each piece the one behind it. */
  readonly #firstPiece = words();
  readonly #lastPiece = words();
  readonly #pieceIn = words();
  readonly #pieceAt = words();
  readonly #nextPiece = words();
  /** Of each item (a value at twice its number, a set at that plus 1) `WORDS` words. */
  readonly #items: Uint32Array;
  readonly #seen = words();
  #account = 0;

  constructor(segments: readonly Uint8Array[]) {
    this.#segments = segments;
    this.#values = new PartValues(segments);
    const known = new ByteTable();
    segments.forEach((bytes, segment) => {
      const reader = new ByteReader(bytes);
      const { values, sets } = this.#values.read(segment, reader);
      if (reader.at >= bytes.length) throw new Error("a segment ends amid its values: restore the store from a copy");
      this.#valuesIn.push(values);
      this.#setsIn.push(sets);
      this.#readAccounts(segment, reader, known);
    });
    this.#items = new Uint32Array(2 * WORDS * Math.max(this.#values.size, this.#values.sets));
  }

  #readAccounts(segment: number, reader: ByteReader, known: ByteTable): void {
    const { bytes } = reader;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let n = reader.count(); n > 0; n--) {
      const length = reader.count();
      const from = reader.at;
      reader.at += length;
      let account = known.get(view, from, reader.at);
      if (account === UNKNOWN) {
        account = known.put(view, from, reader.at, this.#accounts.length);
        this.#accounts.push(Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString("utf8"));
        this.#firstPiece.push(NOWHERE);
        this.#lastPiece.push(NOWHERE);
      }
      const rows = reader.count();
      this.#addPiece(account, segment, reader.at);
      reader.at += rows;
    }
  }

  #addPiece(account: number, segment: number, at: number): void {
    const piece = this.#pieceIn.push(segment) - 1;
    this.#pieceAt.push(at);
    this.#nextPiece.push(NOWHERE);
    const last = this.#lastPiece.array[account];
    if (last === NOWHERE) this.#firstPiece.array[account] = piece;
    else this.#nextPiece.array[last] = piece;
    this.#lastPiece.array[account] = piece;
  }

  /** The accounts by number, in the order of their ids. */
  accounts(): { id: string; number: number }[] {
    return this.#accounts.map((id, number) => ({ id, number })).sort((a, b) => byCodeUnit(a.id, b.id));
  }

  /** Writes the text of a value that `absorb` named, length first. */
  writeText(writer: ByteWriter, value: number): void {
    this.#values.writeText(writer, value);
  }

  /** Adds an account's rows to its sum and to those of its days; texts in them are named by their value's number. */
  absorb(account: number, sum: AccountSum, days: Days | null): void {
    this.#account++;
    this.#seen.clear();
    for (let piece = this.#firstPiece.array[account]; piece !== NOWHERE; piece = this.#nextPiece.array[piece])
      this.#absorbPiece(this.#pieceIn.array[piece], this.#pieceAt.array[piece], sum, days);
    for (let i = 0; i < this.#seen.length; i++) this.#addSightings(sum, this.#seen.array[i]);
  }

  #absorbPiece(segment: number, at: number, sum: AccountSum, days: Days | null): void {
    const reader = new ByteReader(this.#segments[segment], at);
    const values = this.#valuesIn[segment];
    const sets = this.#setsIn[segment];
    let time = 0;
    for (let n = reader.count(); n > 0; n--) {
      const head = reader.byte();
      const step = reader.count();
      time += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      this.#absorbRow(reader, head, time, values, sets, sum, days);
    }
  }

  #absorbRow(
    reader: ByteReader,
    head: number,
    time: number,
    values: Uint32Array,
    sets: Uint32Array,
    sum: AccountSum,
    days: Days | null,
  ): void {
    const type = head & TYPE;
    const seconds = Math.floor(time / 1000);
    const exchanges = (head & EXCHANGES) !== 0 ? reader.count() : 1;
    const input = (head & INPUT) !== 0 ? reader.count() : -1;
    const output = (head & OUTPUT) !== 0 ? reader.count() : -1;
    const capability = (head & CAPABILITY) !== 0 ? reader.byte() : -1;
    if (type === STATUS) absorbStatus(sum, reader, time);
    else sum.addEvent(time);
    if (type === SIGNUP) sum.signUp(time);
    if (type === USAGE) sum.addUsage(seconds, exchanges, input, output, capability);
    if ((head & PRINT) !== 0) sum.addPrint(reader.word(), reader.word(), seconds);
    const items = reader.count();
    if ((items & PLACED) !== 0) {
      const lo = reader.word();
      sum.addAddress(type === USAGE, reader.count(), lo, seconds);
    }
    let model = -1;
    for (let n = items >>> 1; n > 0; n--) {
      const item = reader.count();
      if ((item & 1) === 1) this.#see(2 * sets[item >>> 1] + 1, seconds);
      else {
        const value = values[item >>> 1];
        this.#see(2 * value, seconds);
        if (this.#values.code.array[value] === MODEL) model = value;
      }
    }
    if (days === null) return;
    const day = days.zone.dayOf(time);
    if (type === USAGE) days.sum.addUsage(day, capability, this.#modelSlot(days.sum, model), exchanges, input, output);
    else days.sum.addOther(day);
  }

  #modelSlot({ models }: DaySum, value: number): number {
    if (value < 0) return UNSAID;
    const hi = this.#values.hi.array[value];
    const lo = this.#values.lo.array[value];
    const slot = models.slotOf(hi, lo);
    return slot >= 0 ? slot : models.name(hi, lo, value);
  }

  #see(item: number, seconds: number): void {
    const items = this.#items;
    const at = WORDS * item;
    if (items[at] !== this.#account) {
      items[at] = this.#account;
      items[at + 1] = 1;
      items[at + 2] = seconds;
      items[at + 3] = seconds;
      this.#seen.push(item);
      return;
    }
    items[at + 1]++;
    if (seconds < items[at + 2]) items[at + 2] = seconds;
    if (seconds > items[at + 3]) items[at + 3] = seconds;
  }

  #addSightings(sum: AccountSum, item: number): void {
    const number = item >>> 1;
    if ((item & 1) === 0) {
      this.#addSighting(sum, number, item);
      return;
    }
    const { setStart, setValue } = this.#values;
    for (let i = setStart.array[number]; i < setStart.array[number + 1]; i++) this.#addSighting(sum, setValue.array[i], item);
  }

  #addSighting(sum: AccountSum, value: number, item: number): void {
    const values = this.#values;
    const list = sum.list(values.code.array[value], values.attribute(value));
    if (!list) return;
    const at = WORDS * item;
    const slot = list.add(0, values.hi.array[value], values.lo.array[value], this.#items[at + 2], this.#items[at + 3], this.#items[at + 1]);
    if (slot >= 0 && list.text[slot] < 0 && values.hasText(value)) list.text[slot] = value;
  }
}

/** What Cautery had done itself is remembered, but is none of the account's events: nothing is reckoned from when it was. */
function absorbStatus(sum: AccountSum, reader: ByteReader, at: number): void {
  const change = { at, code: reader.byte(), actor: reader.text(), reason: reader.text() };
  const isSaid = change.code !== STATUS_UNSAID;
  if (isSaid) sum.changeStatus(change);
  if (!isSaid || !isOwn(change.actor)) sum.addEvent(at);
}
