/** A slice's events -> columns: one row an event, and what each was seen with, as numbers of values and of sets of values. */
import type { Address } from "../../event/address.js";
import type { Event } from "../../event/event.js";
import { parseTime } from "../../event/time.js";
import { words } from "../../tools/growing.js";
import { hash, type Key, mix64 } from "../../tools/hash.js";
import { ACTOR_LENGTH, REASON_LENGTH, STATUSES, type StatusRow } from "../footprint.js";
import { CAPABILITIES } from "../population.js";
import { addressOf, observe, printOf } from "./extract.js";
import type { Values } from "./values.js";

/** What a row is, beside its sightings. */
export const SIGNUP = 1;
export const UPDATE = 2;
export const USAGE = 3;
export const STATUS = 4;
/** The greatest that a segment has room for. */
export const MOST_TYPE = 7;
/** The place in STATUSES of a status that was not said. */
export const STATUS_UNSAID = 255;
if (STATUSES.length > STATUS_UNSAID) throw new Error(`there are ${STATUSES.length} statuses; a row has room for ${STATUS_UNSAID}`);

export const CAPABILITY_CODE = new Map<string, number>(CAPABILITIES.map((name, i) => [name, i]));
export const NO_CAPABILITY = 255;
if (CAPABILITIES.length > NO_CAPABILITY)
  throw new Error(`there are ${CAPABILITIES.length} capabilities; a row has room for ${NO_CAPABILITY}`);
/** An item of a row is the number of a value, or with this bit of a set of values. */
export const SET = 0x8000_0000;

const ROWS = 4096;
/** A row is one cache line, because rows are read in the order of their accounts: four doubles, then words. */
const ROW_DOUBLES = 8;
const ROW_WORDS = 16;
const TIME = 0;
const EXCHANGES = 1;
const INPUT_TOKENS = 2;
const OUTPUT_TOKENS = 3;
const ACCOUNT = 8;
/** The type, then the capability, a byte each; then bits: whether there is a fingerprint, and whether an address. */
const WHAT = 9;
const PRINTED = 1 << 16;
const PLACED = 1 << 17;
const PRINT_HI = 10;
const PRINT_LO = 11;
/** Where the row's items begin and end in `item`. */
const START = 12;
const END = 13;
/** The address that the event came from; or, of a status event, which has none, the number of its change. */
const ADDRESS_HI = 14;
const ADDRESS_LO = 15;
const CHANGE = ADDRESS_HI;

/** What only usage has; -1 where a count was not said. */
export interface Exchange {
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
  capability: number;
  /** The fingerprint of what was asked. */
  print: Key | null;
}

/** What only a status event has. */
export type Change = Omit<StatusRow, "at">;

const NO_EXCHANGE: Exchange = { exchanges: 0, inputTokens: -1, outputTokens: -1, capability: NO_CAPABILITY, print: null };

export class Slice {
  values: Values;
  size = 0;
  #itemsEnd = 0;
  /** By the slice's own account numbers: those in `values.accounts`. */
  readonly accounts = words();
  /** The slice's number + 1 of an account in `values.accounts`; 0 where it is not in the slice. */
  #numbers = new Uint32Array(ROWS);
  /** Three words an event: the id's hash and the time in seconds. */
  ids = new Uint32Array(3 * ROWS);
  #doubles = new Float64Array(ROW_DOUBLES * ROWS);
  #words = new Uint32Array(this.#doubles.buffer);
  readonly item = words();
  #changes: Change[] = [];

  constructor(values: Values) {
    this.values = values;
  }

  /** Empties it for the next slice. */
  begin(values: Values): void {
    for (let i = 0; i < this.accounts.length; i++) this.#numbers[this.accounts.array[i]] = 0;
    this.values = values;
    this.size = 0;
    this.#itemsEnd = 0;
    this.accounts.clear();
    this.item.clear();
    this.#changes = [];
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
      event.type !== "status" && event.network ? addressOf(event.network) : null,
      event.type === "status" ? changeOf(event) : null,
    );
  }

  /**
   * A row whose items were put in `item` before. `account` is of `values.accounts`. A type that a segment has no room for is an error of
   * the code.
   */
  addRow(
    id: Key,
    account: number,
    time: number,
    type: number,
    exchange: Exchange,
    address: Omit<Address, "version"> | null,
    change: Change | null = null,
  ): void {
    if (type > MOST_TYPE) throw new RangeError(`a row's type is ${type}; a segment has room for ${MOST_TYPE}: give it more`);
    const row = this.size++;
    if (3 * this.size > this.ids.length) this.#grow();
    this.ids[3 * row] = id.hi;
    this.ids[3 * row + 1] = id.lo;
    this.ids[3 * row + 2] = Math.floor(time / 1000);
    const { print } = exchange;
    const doubles = this.#doubles;
    const number = row * ROW_DOUBLES;
    doubles[number + TIME] = time;
    doubles[number + EXCHANGES] = exchange.exchanges;
    doubles[number + INPUT_TOKENS] = exchange.inputTokens;
    doubles[number + OUTPUT_TOKENS] = exchange.outputTokens;
    const words = this.#words;
    const word = row * ROW_WORDS;
    words[word + ACCOUNT] = this.#accountNumber(account);
    words[word + WHAT] = type | (exchange.capability << 8) | (print ? PRINTED : 0) | (address ? PLACED : 0);
    if (print) {
      const rank = mix64(print.hi, print.lo);
      words[word + PRINT_HI] = rank.hi;
      words[word + PRINT_LO] = rank.lo;
    }
    if (address) {
      words[word + ADDRESS_HI] = address.hi;
      words[word + ADDRESS_LO] = address.lo;
    }
    if (change) words[word + CHANGE] = this.#changes.push(change) - 1;
    words[word + START] = this.#itemsEnd;
    this.#itemsEnd = this.item.length;
    words[word + END] = this.#itemsEnd;
  }

  /** Takes back items that no row was made of. */
  dropItems(): void {
    this.item.length = this.#itemsEnd;
  }

  account(row: number): number {
    return this.#words[row * ROW_WORDS + ACCOUNT];
  }

  type(row: number): number {
    return this.#words[row * ROW_WORDS + WHAT] & 255;
  }

  capability(row: number): number {
    return (this.#words[row * ROW_WORDS + WHAT] >>> 8) & 255;
  }

  isPrinted(row: number): boolean {
    return (this.#words[row * ROW_WORDS + WHAT] & PRINTED) !== 0;
  }

  /** What was done to the account, where the row is a status event. */
  change(row: number): Change | null {
    return this.type(row) === STATUS ? this.#changes[this.#words[row * ROW_WORDS + CHANGE]] : null;
  }

  time(row: number): number {
    return this.#doubles[row * ROW_DOUBLES + TIME];
  }

  exchanges(row: number): number {
    return this.#doubles[row * ROW_DOUBLES + EXCHANGES];
  }

  inputTokens(row: number): number {
    return this.#doubles[row * ROW_DOUBLES + INPUT_TOKENS];
  }

  outputTokens(row: number): number {
    return this.#doubles[row * ROW_DOUBLES + OUTPUT_TOKENS];
  }

  /** The rank of what was asked, in two halves. */
  printHi(row: number): number {
    return this.#words[row * ROW_WORDS + PRINT_HI];
  }

  printLo(row: number): number {
    return this.#words[row * ROW_WORDS + PRINT_LO];
  }

  /** Whether the event came from a known address. */
  isPlaced(row: number): boolean {
    return (this.#words[row * ROW_WORDS + WHAT] & PLACED) !== 0;
  }

  /** The address, in two halves (`event/address.ts`). */
  addressHi(row: number): number {
    return this.#words[row * ROW_WORDS + ADDRESS_HI];
  }

  addressLo(row: number): number {
    return this.#words[row * ROW_WORDS + ADDRESS_LO];
  }

  /** Where its items begin in `item`, and where they end. */
  start(row: number): number {
    return this.#words[row * ROW_WORDS + START];
  }

  end(row: number): number {
    return this.#words[row * ROW_WORDS + END];
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
    this.ids = grown(this.ids, 2 * this.ids.length);
    const doubles = new Float64Array(2 * this.#doubles.length);
    doubles.set(this.#doubles);
    this.#doubles = doubles;
    this.#words = new Uint32Array(doubles.buffer);
  }
}

function grown(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(length);
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

function changeOf({ status, actor = "", reason = "" }: Event & { type: "status" }): Change {
  return {
    code: status ? STATUSES.indexOf(status) : STATUS_UNSAID,
    actor: cut(actor, ACTOR_LENGTH),
    reason: cut(reason, REASON_LENGTH),
  };
}

/** At most so many characters, none of them in half. */
function cut(text: string, length: number): string {
  const trimmed = text.trim();
  return trimmed.length <= length ? trimmed : [...trimmed.slice(0, 2 * length)].slice(0, length).join("").trimEnd();
}

function typeOf(event: Event): number {
  if (event.type === "usage") return USAGE;
  if (event.type === "status") return STATUS;
  return event.type === "signup" ? SIGNUP : UPDATE;
}
