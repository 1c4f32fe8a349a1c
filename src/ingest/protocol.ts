/** What the digesting and the merging threads can be asked. */
import type { PartBytes } from "../indicator/slice/segment.js";
import type { Digest } from "./digest.js";

/** Where a slice's bytes are: in a plain file (the lines that start in [from, to)), or here. */
export type SliceBytes = { path: string; from: number; to: number } | { bytes: Uint8Array };

export interface DigestSettings {
  key: Uint8Array;
  parts: number;
}

/** A slice is its thread's from `digest` to `release`. */
export type DigestTasks = {
  digest(given: { slice: number; input: SliceBytes }): Digest;
  /** Segments of the rows where `fresh` is 1. */
  pack(given: { slice: number; fresh: Uint8Array }): PartBytes[];
  release(slice: number): void;
};

/** Pages of the same accounts: their footprints, and their activity by day. */
export interface MergePages {
  footprints: Uint8Array;
  activity: Uint8Array;
}

export type MergeTasks = {
  /** Pages of what is known -> of what it becomes; days are of the zone (an IANA name). */
  merge(given: MergePages & { segments: readonly Uint8Array[]; zone: string }): MergePages;
};
