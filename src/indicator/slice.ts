/** A slice's events -> columns: one row an event, and the numbers of the indicator values that each was seen with. */
import type { Event } from "../event/event.js";
import { parseTime } from "../event/time.js";
import { bytes, doubles, words } from "./columns.js";
import { observe } from "./extract.js";
import { STATUSES } from "./footprint.js";
import { hash } from "./hash.js";
import { CAPABILITIES } from "./population.js";
import type { Pseudonymise } from "./pseudonym.js";
import { Values } from "./values.js";

/** What a row is, beside its sightings. */
export const SIGNUP = 1;
export const UPDATE = 2;
export const USAGE = 3;
/** A status event is this plus the index of its status. */
export const STATUS = 4;
const STATUS_UNSAID = STATUS + STATUSES.length;

const CAPABILITY_CODE = new Map<string, number>(CAPABILITIES.map((name, i) => [name, i]));
export const NO_CAPABILITY = 255;

export class Slice {
  readonly values: Values;
  readonly accounts: string[] = [];
  readonly #accountNumbers = new Map<string, number>();
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

  constructor(token: Pseudonymise) {
    this.values = new Values(token);
  }

  get size(): number {
    return this.account.length;
  }

  add(event: Event): void {
    const id = hash(event.id);
    this.idHi.push(id.hi);
    this.idLo.push(id.lo);
    this.account.push(this.#accountNumber(event.account));
    this.time.push(parseTime(event.time));
    this.start.push(this.value.length);
    this.type.push(typeOf(event));
    const usage = event.type === "usage" ? event : null;
    this.exchanges.push(usage ? (usage.exchanges ?? 1) : 0);
    this.inputTokens.push(usage?.input_tokens ?? -1);
    this.outputTokens.push(usage?.output_tokens ?? -1);
    this.capability.push((usage?.capability && CAPABILITY_CODE.get(usage.capability)) ?? NO_CAPABILITY);
    observe(event, this.values, this.value);
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
