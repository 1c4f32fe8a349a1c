/** What a source is cut into, and how a source is told from another under the same name. */
import { createHash } from "node:crypto";
import type { RefusedLine } from "../model/quarantine.js";
import type { SourceMark } from "../ports/event-log.js";
import type { SliceBytes } from "./protocol.js";

/** Enough for a job, and little enough to lose in a crash. */
export const SLICE_BYTES = 16 * 1024 * 1024;
/** Of a big file: an account's events in one slice are stored together, and what they were seen with only once. */
const MOST_SLICE_BYTES = 64 * 1024 * 1024;
const SLICES = 4;
/** How much of a source's start and of its last slice is hashed. */
export const WINDOW_BYTES = 64 * 1024;

/** Bytes [from, to) of the decompressed source. */
export interface RawSlice {
  from: number;
  to: number;
  input: SliceBytes;
  /** Of a slice that begins the source: the hash of its first bytes. */
  first: { hash: string; length: number } | null;
  /** Hash of the last `lastLength` bytes before `to`. */
  lastHash: string;
  lastLength: number;
  /** Why the source can't be read on after this slice, and the piece of a line that it ended in. */
  broken: RefusedLine | null;
}

/** What can be cut into slices, from a mark onwards. */
export interface Sliced {
  slices(mark: SourceMark | null): AsyncIterable<RawSlice>;
}

/** An opened source: cuts what lies behind the mark. */
export interface Source extends Sliced {
  /** Whether the mark was made of this source: what was applied is still its beginning. */
  matches(mark: SourceMark): Promise<boolean>;
  close(): Promise<void>;
}

/** How a file of which so much is left is cut: in an even number of slices, so that two threads end together. */
export function sliceBytes(left: number): number {
  const slices = Math.max(SLICES, 2 * Math.ceil(left / (2 * MOST_SLICE_BYTES)));
  return Math.max(SLICE_BYTES, Math.ceil(left / slices));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function nextMark(source: string, before: SourceMark | null, slice: RawSlice, lines: number): SourceMark {
  return {
    source,
    next: (before?.next ?? 0) + 1,
    offset: (before?.offset ?? 0) + slice.to - slice.from,
    lines: (before?.lines ?? 0) + lines,
    firstHash: before?.firstHash ?? slice.first?.hash ?? "",
    firstLength: before?.firstLength ?? slice.first?.length ?? 0,
    lastHash: slice.lastHash,
    lastLength: slice.lastLength,
  };
}
