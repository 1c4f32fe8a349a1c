/** Footprints, activity and segments of one part -> both merged: an account's rows summed, the same bytes in whatever order they come. */
import { ByteReader, ByteWriter } from "../tools/bytes.js";
import type { Zone } from "../tools/zone.js";
import { DaySum } from "./days/day-sum.js";
import { AccountSum } from "./footprint.js";
import { type Days, PartRows } from "./slice/part-rows.js";

/** An account's merged footprint. */
export interface Merged {
  account: string;
  bytes: Uint8Array;
}

/** With its activity by day (`days/day-sum.ts`), which is kept apart. */
export interface MergedWithDays extends Merged {
  activity: Uint8Array;
}

/** By account: footprints, or activity. */
export type Known = ReadonlyMap<string, Uint8Array>;

/**
 * The accounts of the segments (those that are wanted), merged with what is known of them, in the order of their ids. Accounts without
 * anything new are left out.
 */
export function mergePart(known: Known, segments: readonly Uint8Array[], wanted: (account: string) => boolean = () => true): Merged[] {
  const rows = new PartRows(segments);
  const merger = new Merger(rows);
  return rows
    .accounts()
    .filter(({ id }) => wanted(id))
    .map(({ id, number }) => ({ account: id, bytes: merger.merge(number, known.get(id)) }));
}

/** The same with what each did day by day in the zone. */
export function mergeWithDays(
  { footprints, activity }: { footprints: Known; activity: Known },
  segments: readonly Uint8Array[],
  zone: Zone,
): MergedWithDays[] {
  const rows = new PartRows(segments);
  const merger = new Merger(rows, { sum: new DaySum(), zone });
  return rows.accounts().map(({ id, number }) => ({
    account: id,
    bytes: merger.merge(number, footprints.get(id), activity.get(id)),
    activity: merger.activity(),
  }));
}

/** Texts of what was merged before are named by numbers from here on; below are the values of the segments. */
const KNOWN_TEXTS = 2 ** 32;

class Merger {
  readonly #rows: PartRows;
  readonly #days: Days | null;
  readonly #sum = new AccountSum();
  readonly #writer = new ByteWriter(1 << 14);
  /** Where the texts of the account's known values are: in `#from`, and from where to where. */
  #from: Uint8Array[] = [];
  #range: number[] = [];

  constructor(rows: PartRows, days: Days | null = null) {
    this.#rows = rows;
    this.#days = days;
  }

  /** Returns the footprint; `known` is what was merged before, and `knownDays` the activity. */
  merge(account: number, known: Uint8Array | undefined, knownDays?: Uint8Array): Uint8Array {
    this.#sum.clear();
    this.#days?.sum.clear();
    this.#from.length = 0;
    this.#range.length = 0;
    if (known) this.#sum.absorb(new ByteReader(known), this.#readText);
    if (knownDays) this.#days?.sum.absorb(new ByteReader(knownDays), this.#readText);
    this.#rows.absorb(account, this.#sum, this.#days);
    this.#writer.clear();
    this.#sum.write(this.#writer, this.#writeText);
    return this.#writer.bytes();
  }

  /** By day, of the account that was merged last. */
  activity(): Uint8Array {
    this.#writer.clear();
    this.#days?.sum.write(this.#writer, this.#writeText);
    return this.#writer.bytes();
  }

  readonly #writeText = (writer: ByteWriter, text: number): void => {
    if (text < KNOWN_TEXTS) {
      this.#rows.writeText(writer, text);
      return;
    }
    const known = text - KNOWN_TEXTS;
    const start = this.#range[2 * known];
    const end = this.#range[2 * known + 1];
    writer.count(end - start);
    writer.copy(this.#from[known], start, end);
  };

  readonly #readText = (reader: ByteReader, keep: boolean): number => {
    const length = reader.count();
    const start = reader.at;
    reader.at += length;
    if (!keep) return -1;
    this.#range.push(start, reader.at);
    return KNOWN_TEXTS + this.#from.push(reader.bytes) - 1;
  };
}
