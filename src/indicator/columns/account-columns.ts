/** What is before the sightings in the footprints of a part's accounts -> numbers in columns. */
import type { StatusChange } from "../../model/status.js";
import type { ByteReader } from "../../tools/bytes.js";
import { AccountSum, HOURS, STATUSES } from "../footprint.js";
import { CAPABILITIES, type Population } from "../population.js";

const DAY_HOURS = 24;
const SATURATED_16 = 0xffff;
const SATURATED_32 = 0xffffffff;

/** By account; as `Population` has them. */
type AccountNumbers = Pick<Population, "firstSeen" | "lastSeen" | "signupAt" | "events" | "exchanges" | "capability" | "hours">;

export interface AccountColumns extends AccountNumbers {
  /** Those with any. */
  status: [account: number, changes: StatusChange[]][];
}

function numbersOf(size: number): AccountNumbers {
  return {
    firstSeen: new Float64Array(size),
    lastSeen: new Float64Array(size),
    signupAt: new Float64Array(size).fill(Number.NaN),
    events: new Uint32Array(size),
    exchanges: new Float64Array(size),
    capability: new Float64Array(size * CAPABILITIES.length),
    hours: new Uint32Array(size * DAY_HOURS),
  };
}

/** Reads accounts one after the other. */
export class AccountNumbersReader {
  readonly columns: AccountColumns;
  readonly #sum = new AccountSum();

  constructor(size: number) {
    this.columns = { ...numbersOf(size), status: [] };
  }

  /** The numbers of account i; leaves the reader before its sightings. */
  read(i: number, reader: ByteReader): void {
    const sum = this.#sum;
    const { columns } = this;
    sum.clearSums();
    sum.absorbSums(reader);
    columns.firstSeen[i] = sum.seen.first;
    columns.lastSeen[i] = sum.seen.last;
    if (sum.signup < Number.POSITIVE_INFINITY) columns.signupAt[i] = sum.signup;
    columns.events[i] = Math.min(sum.events, SATURATED_32);
    columns.exchanges[i] = sum.exchanges;
    columns.capability.set(sum.capability, i * CAPABILITIES.length);
    for (let h = 0; h < HOURS; h++) columns.hours[i * DAY_HOURS + (h % DAY_HOURS)] += Math.min(sum.hours[h], SATURATED_16);
    if (sum.status.length > 0) columns.status.push([i, sum.status.map(changeOf)]);
  }
}

/** As it is told outside of footprints. */
export function changeOf({ at, code, actor, reason }: AccountSum["status"][number]): StatusChange {
  return { at, status: STATUSES[code], actor: actor || null, reason: reason || null };
}

/** Where an account stands: in which part, and where in it. In memory that threads share. */
export interface Places {
  part: Uint32Array;
  row: Uint32Array;
}

/** Those of all parts' accounts, in the order of the places. */
export function gathered(
  parts: readonly AccountColumns[],
  { part, row }: Places,
): AccountNumbers & { status: Map<number, StatusChange[]> } {
  const size = part.length;
  const all = numbersOf(size);
  for (let i = 0; i < size; i++) {
    const from = parts[part[i]];
    const r = row[i];
    all.firstSeen[i] = from.firstSeen[r];
    all.lastSeen[i] = from.lastSeen[r];
    all.signupAt[i] = from.signupAt[r];
    all.events[i] = from.events[r];
    all.exchanges[i] = from.exchanges[r];
    for (let c = 0; c < CAPABILITIES.length; c++)
      all.capability[i * CAPABILITIES.length + c] = from.capability[r * CAPABILITIES.length + c];
    for (let h = 0; h < DAY_HOURS; h++) all.hours[i * DAY_HOURS + h] = from.hours[r * DAY_HOURS + h];
  }
  return { ...all, status: statusIn(parts, { part, row }) };
}

function statusIn(parts: readonly AccountColumns[], { part, row }: Places): Map<number, StatusChange[]> {
  const byRow = parts.map(({ status }) => new Map(status));
  const all = new Map<number, StatusChange[]>();
  for (let i = 0; i < part.length; i++) {
    const changes = byRow[part[i]].get(row[i]);
    if (changes) all.set(i, changes);
  }
  return all;
}
