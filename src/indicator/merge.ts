/** Footprints and segments of one part -> merged footprints: an account's partial footprints summed, texts written in full, the same bytes in whatever order they come. */
import { ByteReader, ByteWriter } from "./bytes.js";
import { AccountSum } from "./footprint.js";

/** Merged footprints, one after the other in `bytes`. */
export interface Merged {
  account: string;
  bytes: Uint8Array;
}

/** One partial footprint: where it starts, and the texts that it points to (null: they are written in it). */
interface Piece {
  bytes: Uint8Array;
  at: number;
  texts: Uint32Array | null;
}

/** The accounts of the segments, merged with what is known of them, in the order of their ids. Accounts without anything new are left out. */
export function mergePart(known: ReadonlyMap<string, Uint8Array>, segments: readonly Uint8Array[]): Merged[] {
  const pieces = new Map<string, Piece[]>();
  const merger = new Merger();
  for (const bytes of segments) merger.index(bytes, pieces);
  return [...pieces.keys()].sort(byCodeUnits).map((account) => {
    const before = known.get(account);
    const all = pieces.get(account)!;
    if (before) all.push({ bytes: before, at: 0, texts: null });
    return { account, bytes: merger.merge(all) };
  });
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Merger {
  readonly #sum = new AccountSum();
  readonly #writer = new ByteWriter(1 << 14);
  /** Where the texts of the kept values are: `bytes` of a piece, and from where to where. */
  #from: Uint8Array[] = [];
  #range: number[] = [];

  merge(pieces: readonly Piece[]): Uint8Array {
    this.#sum.clear();
    this.#from = [];
    this.#range = [];
    for (const piece of pieces) this.#absorb(new ByteReader(piece.bytes, piece.at), piece.texts);
    this.#writer.clear();
    this.#sum.write(
      this.#writer,
      (writer, name) => writer.text(name),
      (writer, text) => {
        const start = this.#range[2 * text];
        const end = this.#range[2 * text + 1];
        writer.count(end - start);
        writer.copy(this.#from[text], start, end);
      },
    );
    return this.#writer.bytes();
  }

  #absorb(reader: ByteReader, texts: Uint32Array | null): void {
    this.#sum.absorb(
      reader,
      () => readText(reader, texts),
      (_, keep) => {
        const length = reader.count();
        const start = texts ? texts[2 * length] : reader.at;
        const end = texts ? texts[2 * length + 1] : start + length;
        if (!texts) reader.at = end;
        if (!keep) return -1;
        this.#range.push(start, end);
        return this.#from.push(reader.bytes) - 1;
      },
    );
  }

  /** Files each account's piece of a segment. */
  index(bytes: Uint8Array, pieces: Map<string, Piece[]>): void {
    const reader = new ByteReader(bytes);
    const texts = new Uint32Array(2 * reader.count());
    for (let i = 0; i < texts.length; i += 2) {
      const length = reader.count();
      texts[i] = reader.at;
      reader.at += length;
      texts[i + 1] = reader.at;
    }
    for (let n = reader.count(); n > 0; n--) {
      const account = reader.text();
      const size = reader.count();
      const piece = { bytes, at: reader.at, texts };
      const known = pieces.get(account);
      if (known) known.push(piece);
      else pieces.set(account, [piece]);
      reader.at += size;
    }
  }
}

function readText(reader: ByteReader, texts: Uint32Array | null): string {
  if (!texts) return reader.text();
  const number = reader.count();
  return Buffer.from(reader.bytes.buffer, reader.bytes.byteOffset + texts[2 * number], texts[2 * number + 1] - texts[2 * number]).toString(
    "utf8",
  );
}
