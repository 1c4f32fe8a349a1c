/**
 * What accounts did within a period, account by account <-> bytes: what a report counted, as it is kept, so that it can be counted again.
 * Of an account: its days with any event, each with tokens and exchanges by capability; and what is only known by the month.
 */
import { CAPABILITIES } from "../../indicator/population.js";
import type { AccountActivity, UsageSum } from "../../model/activity.js";
import { ByteReader, ByteWriter } from "../../tools/bytes.js";

/** By place: a capability, and last what was not said. */
export const UNSAID = "unsaid";
export const CAPABILITY_NAMES: readonly string[] = [...CAPABILITIES, UNSAID];
const PLACE = new Map(CAPABILITY_NAMES.map((name, place) => [name, place]));

export interface DaySums {
  /** Days since 1 January 1970 in the zone; null for a month or more that lies in the period whole. */
  day: number | null;
  inputTokens: number;
  outputTokens: number;
  /** Exchanges by the place of the capability. */
  exchanges: Float64Array;
}

export interface AccountSums {
  account: string;
  /** Ascending; undated ones first. */
  days: DaySums[];
}

/** A day's number where it has none. */
const UNDATED = 0;
const FIRST = 2; // days begin the day before 1970 west of Greenwich

/** What of an account's activity lies in [from, to). `isCut`: some is only known with what lies outside; `cut`: its exchanges. */
export function sumsWithin(activity: AccountActivity, from: number, to: number): AccountSums & { isCut: boolean; cut: number } {
  const days: DaySums[] = [];
  let isCut = false;
  let cut = 0;
  for (const { first, last, usage } of activity.folded) {
    if (last < from || first >= to) continue;
    if (first >= from && last < to) days.push({ day: null, ...summed(usage) });
    else {
      isCut = true;
      cut += usage.reduce((sum, { exchanges }) => sum + exchanges, 0);
    }
  }
  for (const { day, usage } of activity.days) if (day >= from && day < to) days.push({ day, ...summed(usage) });
  return { account: activity.account, days, isCut, cut };
}

function summed(usage: readonly UsageSum[]): Omit<DaySums, "day"> {
  const sums = { inputTokens: 0, outputTokens: 0, exchanges: new Float64Array(CAPABILITY_NAMES.length) };
  for (const { capability, exchanges, inputTokens, outputTokens } of usage) {
    sums.inputTokens += inputTokens;
    sums.outputTokens += outputTokens;
    sums.exchanges[PLACE.get(capability ?? UNSAID)!] += exchanges;
  }
  return sums;
}

/** Accounts are added in the order in which they are read again. */
export class SumsWriter {
  readonly #writer = new ByteWriter(1 << 16);

  add({ account, days }: AccountSums): void {
    const writer = this.#writer;
    writer.text(account);
    writer.count(days.length);
    for (const { day, inputTokens, outputTokens, exchanges } of days) {
      writer.count(day === null ? UNDATED : day + FIRST);
      writer.count(inputTokens);
      writer.count(outputTokens);
      let mask = 0;
      for (let place = 0; place < exchanges.length; place++) if (exchanges[place] > 0) mask |= 1 << place;
      writer.count(mask);
      for (let place = 0; place < exchanges.length; place++) if (exchanges[place] > 0) writer.count(exchanges[place]);
    }
  }

  bytes(): Uint8Array {
    return this.#writer.bytes();
  }
}

/** In the order in which they were added. */
export function* readSums(bytes: Uint8Array): Generator<AccountSums> {
  const reader = new ByteReader(bytes);
  while (!reader.done) {
    const account = reader.text();
    const days: DaySums[] = [];
    for (let n = reader.count(); n > 0; n--) {
      const number = reader.count();
      const [inputTokens, outputTokens, mask] = [reader.count(), reader.count(), reader.count()];
      const exchanges = new Float64Array(CAPABILITY_NAMES.length);
      for (let place = 0; place < exchanges.length; place++) if (mask & (1 << place)) exchanges[place] = reader.count();
      days.push({ day: number === UNDATED ? null : number - FIRST, inputTokens, outputTokens, exchanges });
    }
    yield { account, days };
  }
}
