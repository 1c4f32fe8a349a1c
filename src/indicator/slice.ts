/** A slice's events -> columns: one row an event, and the numbers of the indicator values that each was seen with. */
import type { Event } from "../event/event.js";
import { parseTime } from "../event/time.js";
import { ByteTable, UNKNOWN } from "./byte-table.js";
import { bytes, doubles, words } from "./columns.js";
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

export class Slice {
  readonly values: Values;
  readonly accounts: string[] = [];
  readonly #accountNumbers = new Map<string, number>();
  readonly #accountBytes = new ByteTable();
  /** One row an event. */
  readonly account = words();
  readonly type = bytes();
  readonly time = doubles();
  readonly idHi = words();
  readonly idLo = words();
  readonly exchanges = doubles();
  /** -1 where it was not said. */
  readonly inputTokens = doubles();
  readonly outputTokens = doubles();
  readonly capability = bytes();
  /** Where the row's sightings begin in `value`; they end where the next row's begin. */
  readonly start = words();
  readonly value = words();
  /** 1 where what was asked left a fingerprint; its rank. */
  readonly printed = bytes();
  readonly printHi = words();
  readonly printLo = words();

  constructor(values: Values) {
    this.values = values;
  }

  get size(): number {
    return this.account.length;
  }

  add(event: Event): void {
    const id = hash(event.id);
    const usage = event.type === "usage" ? event : null;
    this.addRow(id, this.#accountNumber(event.account), parseTime(event.time), typeOf(event), this.value.length);
    this.addUsage(
      usage ? (usage.exchanges ?? 1) : 0,
      usage?.input_tokens ?? -1,
      usage?.output_tokens ?? -1,
      (usage?.capability && CAPABILITY_CODE.get(usage.capability)) ?? NO_CAPABILITY,
      usage && printOf(usage),
    );
    observe(event, this.values, this.value);
  }

  /** What every event has; what it was seen with begins at `start` in `value`. */
  addRow(id: Key, account: number, time: number, type: number, start: number): void {
    this.idHi.push(id.hi);
    this.idLo.push(id.lo);
    this.account.push(account);
    this.time.push(time);
    this.type.push(type);
    this.start.push(start);
  }

  /** What only usage has. */
  addUsage(exchanges: number, inputTokens: number, outputTokens: number, capability: number, print: Key | null): void {
    this.exchanges.push(exchanges);
    this.inputTokens.push(inputTokens);
    this.outputTokens.push(outputTokens);
    this.capability.push(capability);
    const rank = print ? mix64(print.hi, print.lo) : print;
    this.printed.push(rank ? 1 : 0);
    this.printHi.push(rank ? rank.hi : 0);
    this.printLo.push(rank ? rank.lo : 0);
  }

  /** The account whose name are these bytes, plain ASCII; `hash` is of them. */
  accountAt(from: Buffer, start: number, end: number, hash: number): number {
    const known = this.#accountBytes.get(from, start, end, hash);
    if (known !== UNKNOWN) return known;
    return this.#accountBytes.put(from, start, end, hash, this.#accountNumber(from.toString("latin1", start, end)));
  }

  #accountNumber(account: string): number {
    let number = this.#accountNumbers.get(account);
    if (number === undefined) {
      number = this.accounts.length;
      this.accounts.push(account);
      this.#accountNumbers.set(account, number);
    }
    return number;
  }
}

function typeOf(event: Event): number {
  if (event.type === "usage") return USAGE;
  if (event.type === "status") return event.status ? STATUS + STATUSES.indexOf(event.status) : STATUS_UNSAID;
  return event.type === "signup" ? SIGNUP : UPDATE;
}
