/** The log of slices: what of the input was taken, exactly once. */
import type { QuarantinedLine } from "../model/quarantine.js";
import type { SliceCounts } from "../model/slice-counts.js";

/** How far a source (a file, a stream) has been applied. */
export interface SourceMark {
  source: string;
  /** Number of slices applied: the next slice has this number. */
  next: number;
  /** Bytes applied, of the decompressed source. */
  offset: number;
  /** Lines applied, blank ones too. */
  lines: number;
  /**
   * SHA-256 (hex) of the source's first `firstLength` bytes and of the last `lastLength` before `offset`: tells a file that grew from
   * another under the same name.
   */
  firstHash: string;
  firstLength: number;
  lastHash: string;
  lastLength: number;
}

/** The rows of one part (accounts by hash) of one slice: see `indicator/slice/segment.ts` for the bytes. */
export interface Segment {
  part: number;
  bytes: Uint8Array;
}

/** One slice of events, digested: written in one transaction with the mark that it was applied. */
export interface SliceCommit {
  /** The ledger's number that this commit takes; it is stale if another commit took it. */
  ledger: number;
  /** The mark of the source before, `null` for its first slice. */
  before: SourceMark | null;
  after: SourceMark;
  segments: readonly Segment[];
  /** The event ids this slice took, 12 bytes each: 64-bit hash (two uint32 LE), event time in seconds (uint32 LE). */
  ids: Uint8Array;
  /** Least and greatest event time in `ids`, seconds. */
  idsFrom: number;
  idsTo: number;
  counts: SliceCounts;
  quarantined: readonly QuarantinedLine[];
}

/** Every method may be called again after a crash; a commit is whole or not at all. */
export interface EventLog {
  /** How many slices were ever committed, by anyone. */
  ledger(): Promise<number>;
  mark(source: string): Promise<SourceMark | null>;
  /** Compare-and-set on the ledger and the source's mark: `stale` (and nothing written) if either has moved. */
  commit(slice: SliceCommit): Promise<"committed" | "stale">;
  /** Ids of slices with ledger number >= `from` that hold a time in [`idsFrom`, `idsTo`] (seconds), in the ledger's order. */
  ids(from: number, idsFrom: number, idsTo: number): AsyncIterable<{ ledger: number; ids: Uint8Array }>;
  counts(): Promise<SliceCounts>;
  /** Every quarantined line, by source, then line. */
  quarantined(): AsyncIterable<QuarantinedLine>;
}
