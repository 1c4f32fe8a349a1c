/** Footprints, activity and segments of one part -> both merged: an account's rows summed, the same bytes in whatever order they come. */
import { ByteReader, ByteWriter } from "../tools/bytes.js";
import type { Zone } from "../tools/zone.js";
import { DaySum } from "./days/day-sum.js";
import { AccountSum } from "./footprint.js";
import { type Days, SegmentReader } from "./slice/segment-reader.js";

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

/** An account's rows in a segment. */
interface Piece {
  segment: SegmentReader;
  at: number;
}

/**
 * The accounts of the segments (those that are wanted), merged with what is known of them, in the order of their ids. Accounts without
 * anything new are left out.
 */
export function mergePart(known: Known, segments: readonly Uint8Array[], wanted: (account: string) => boolean = () => true): Merged[] {
  const merger = new Merger();
  return piecesOf(segments, wanted).map(([account, its]) => ({ account, bytes: merger.merge(known.get(account), its) }));
}

/** The same with what each did day by day in the zone. */
export function mergeWithDays(
  { footprints, activity }: { footprints: Known; activity: Known },
  segments: readonly Uint8Array[],
  zone: Zone,
): MergedWithDays[] {
  const days = new DaySum();
  const merger = new Merger({ sum: days, zone });
  return piecesOf(segments, () => true).map(([account, its]) => ({
    account,
    bytes: merger.merge(footprints.get(account), its, activity.get(account)),
    activity: merger.activity(),
  }));
}

function piecesOf(segments: readonly Uint8Array[], wanted: (account: string) => boolean): [string, Piece[]][] {
  const pieces = new Map<string, Piece[]>();
  for (const bytes of segments) {
    const segment = new SegmentReader(bytes);
    segment.eachAccount((account, at) => {
      const others = pieces.get(account);
      if (others) others.push({ segment, at });
      else if (wanted(account)) pieces.set(account, [{ segment, at }]);
    });
  }
  return [...pieces].sort(([a], [b]) => byCodeUnits(a, b));
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Merger {
  readonly #sum = new AccountSum();
  readonly #writer = new ByteWriter(1 << 14);
  /** Where the texts of the kept values are: `bytes` of a piece, and from where to where. */
  #from: Uint8Array[] = [];
  #range: number[] = [];
  readonly #days: Days | null;

  constructor(days: Days | null = null) {
    this.#days = days;
  }

  /** Returns the footprint; `known` is what was merged before, and `knownDays` the activity. */
  merge(known: Uint8Array | undefined, pieces: readonly Piece[], knownDays?: Uint8Array): Uint8Array {
    this.#sum.clear();
    this.#days?.sum.clear();
    this.#from = [];
    this.#range = [];
    if (known) this.#sum.absorb(new ByteReader(known), this.#readText);
    if (knownDays) this.#days?.sum.absorb(new ByteReader(knownDays), this.#readText);
    for (const { segment, at } of pieces) segment.absorb(this.#sum, at, this.#keep, this.#days);
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
    const start = this.#range[2 * text];
    const end = this.#range[2 * text + 1];
    writer.count(end - start);
    writer.copy(this.#from[text], start, end);
  };

  readonly #keep = (bytes: Uint8Array, from: number, to: number): number => {
    this.#range.push(from, to);
    return this.#from.push(bytes) - 1;
  };

  readonly #readText = (reader: ByteReader, keep: boolean): number => {
    const length = reader.count();
    const start = reader.at;
    reader.at += length;
    return keep ? this.#keep(reader.bytes, start, reader.at) : -1;
  };
}
