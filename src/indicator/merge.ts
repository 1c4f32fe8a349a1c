/** Footprints and segments of one part -> merged footprints: an account's rows summed, the same bytes in whatever order they come. */
import { ByteReader, ByteWriter } from "../tools/bytes.js";
import { AccountSum } from "./footprint.js";
import { SegmentReader } from "./slice/segment-reader.js";

/** Merged footprints, one after the other in `bytes`. */
export interface Merged {
  account: string;
  bytes: Uint8Array;
}

/** An account's rows in a segment. */
interface Piece {
  segment: SegmentReader;
  at: number;
}

/** The accounts of the segments (those that are wanted), merged with what is known of them, in the order of their ids. Accounts without anything new are left out. */
export function mergePart(
  known: ReadonlyMap<string, Uint8Array>,
  segments: readonly Uint8Array[],
  wanted: (account: string) => boolean = () => true,
): Merged[] {
  const pieces = new Map<string, Piece[]>();
  for (const bytes of segments) {
    const segment = new SegmentReader(bytes);
    segment.eachAccount((account, at) => {
      const others = pieces.get(account);
      if (others) others.push({ segment, at });
      else if (wanted(account)) pieces.set(account, [{ segment, at }]);
    });
  }
  const merger = new Merger();
  return [...pieces]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([account, its]) => ({ account, bytes: merger.merge(known.get(account), its) }));
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Merger {
  readonly #sum = new AccountSum();
  readonly #writer = new ByteWriter(1 << 14);
  /** Where the texts of the kept values are: `bytes` of a piece, and from where to where. */
  #from: Uint8Array[] = [];
  #range: number[] = [];

  merge(known: Uint8Array | undefined, pieces: readonly Piece[]): Uint8Array {
    this.#sum.clear();
    this.#from = [];
    this.#range = [];
    if (known) this.#absorb(new ByteReader(known));
    for (const { segment, at } of pieces) segment.absorb(this.#sum, at, this.#keep);
    this.#writer.clear();
    this.#sum.write(this.#writer, (writer, text) => {
      const start = this.#range[2 * text];
      const end = this.#range[2 * text + 1];
      writer.count(end - start);
      writer.copy(this.#from[text], start, end);
    });
    return this.#writer.bytes();
  }

  readonly #keep = (bytes: Uint8Array, from: number, to: number): number => {
    this.#range.push(from, to);
    return this.#from.push(bytes) - 1;
  };

  #absorb(reader: ByteReader): void {
    this.#sum.absorb(reader, (_, keep) => {
      const length = reader.count();
      const start = reader.at;
      reader.at += length;
      return keep ? this.#keep(reader.bytes, start, reader.at) : -1;
    });
  }
}
