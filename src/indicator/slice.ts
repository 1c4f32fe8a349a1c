/** A slice's events -> columns: one row an event, and what each was seen with, as numbers of values and of sets of values. */
import type { Event } from "../event/event.js";
import { parseTime } from "../event/time.js";
import { words } from "./columns.js";
import { observe, printOf } from "./extract.js";
import { STATUSES } from "./footprint.js";
import { hash, type Key, mix64 } from "./hash.js";
import { CAPABILITIES } from "./population.js";
import type { Values } from "./values.js";

/** What a row is, beside its sightings. */
export const SIGNUP = 1;
export const UPDATE = 2;
export const USAGE = 3;
/** A status event is this plus the index of its status. */
export const STATUS = 4;
const STATUS_UNSAID = STATUS + STATUSES.length;

export const CAPABILITY_CODE = new Map<string, number>(CAPABILITIES.map((name, i) => [name, i]));
export const NO_CAPABILITY = 255;
/** An item of a row is the number of a value, or with this bit of a set of values. */
export const SET = 0x8000_0000;

const ROWS = 4096;

/** What only usage has; -1 where a count was not said. */
export interface Exchange {
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
  capability: number;
  /** The fingerprint of what was asked. */
  print: Key | null;
}

const NO_EXCHANGE: Exchange = { exchanges: 0, inputTokens: -1, outputTokens: -1, capability: NO_CAPABILITY, print: null };

export class Slice {
  values: Values;
  size = 0;
  /** By the slice's own account numbers: those in `values.accounts`. */
  readonly accounts = words();
  /** The slice's number + 1 of an account in `values.accounts`; 0 where it is not in the slice. */
  #numbers = new Uint32Array(ROWS);
  /** One row an event. `ids`: three words, the id's hash and the time in seconds. */
  ids = new Uint32Array(3 * ROWS);
  account = new Uint32Array(ROWS);
  type = new Uint8Array(ROWS);
  time = new Float64Array(ROWS);
  exchanges = new Float64Array(ROWS);
  inputTokens = new Float64Array(ROWS);
  outputTokens = new Float64Array(ROWS);
  capability = new Uint8Array(ROWS);
  /** 1 where what was asked left a fingerprint; its rank. */
  printed = new Uint8Array(ROWS);
  printHi = new Uint32Array(ROWS);
  printLo = new Uint32Array(ROWS);
  /** Where the row's items begin in `item`; they end where the next row's begin. */
  start = new Uint32Array(ROWS + 1);
  readonly item = words();

  constructor(values: Values) {
    this.values = values;
  }

  /** Empties it for the next slice. */
  begin(values: Values): void {
    for (let i = 0; i < this.accounts.length; i++) this.#numbers[this.accounts.array[i]] = 0;
    this.values = values;
    this.size = 0;
    this.accounts.clear();
    this.item.clear();
  }

  add(event: Event): void {
    observe(event, this.values, this.item);
    const usage = event.type === "usage" ? event : null;
    this.addRow(
      hash(event.id),
      this.values.accounts.of(event.account),
      parseTime(event.time),
      typeOf(event),
      usage ? exchangeOf(usage) : NO_EXCHANGE,
    );
  }

  /** A row whose items were put in `item` before. `account` is of `values.accounts`. */
  addRow(id: Key, account: number, time: number, type: number, exchange: Exchange): void {
    const row = this.size++;
    if (row === this.account.length) this.#grow();
    this.ids[3 * row] = id.hi;
    this.ids[3 * row + 1] = id.lo;
    this.ids[3 * row + 2] = Math.floor(time / 1000);
    this.account[row] = this.#accountNumber(account);
    this.time[row] = time;
    this.type[row] = type;
    this.exchanges[row] = exchange.exchanges;
    this.inputTokens[row] = exchange.inputTokens;
    this.outputTokens[row] = exchange.outputTokens;
    this.capability[row] = exchange.capability;
    const { print } = exchange;
    this.printed[row] = print ? 1 : 0;
    if (print) {
      const rank = mix64(print.hi, print.lo);
      this.printHi[row] = rank.hi;
      this.printLo[row] = rank.lo;
    }
    this.start[row + 1] = this.item.length;
  }

  #accountNumber(account: number): number {
    if (account >= this.#numbers.length) this.#numbers = grown(this.#numbers, Math.max(2 * this.#numbers.length, account + 1));
    const number = this.#numbers[account];
    if (number > 0) return number - 1;
    this.accounts.push(account);
    this.#numbers[account] = this.accounts.length;
    return this.accounts.length - 1;
  }

  #grow(): void {
    const rows = 2 * this.account.length;
    this.ids = grown(this.ids, 3 * rows);
    this.account = grown(this.account, rows);
    this.type = grown(this.type, rows);
    this.time = grown(this.time, rows);
    this.exchanges = grown(this.exchanges, rows);
    this.inputTokens = grown(this.inputTokens, rows);
    this.outputTokens = grown(this.outputTokens, rows);
    this.capability = grown(this.capability, rows);
    this.printed = grown(this.printed, rows);
    this.printHi = grown(this.printHi, rows);
    this.printLo = grown(this.printLo, rows);
    this.start = grown(this.start, rows + 1);
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T, length: number): T {
  const longer = new (array.constructor as new (length: number) => T)(length);
  longer.set(array);
  return longer;
}

function exchangeOf(usage: Event & { type: "usage" }): Exchange {
  return {
    exchanges: usage.exchanges ?? 1,
    inputTokens: usage.input_tokens ?? -1,
    outputTokens: usage.output_tokens ?? -1,
    capability: (usage.capability && CAPABILITY_CODE.get(usage.capability)) ?? NO_CAPABILITY,
    print: printOf(usage),
  };
}

function typeOf(event: Event): number {
  if (event.type === "usage") return USAGE;
  if (event.type === "status") return event.status ? STATUS + STATUSES.indexOf(event.status) : STATUS_UNSAID;
  return event.type === "signup" ? SIGNUP : UPDATE;
}
