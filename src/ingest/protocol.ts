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

export type MergeTasks = {
  /** `known` is a page of what is known; so is the answer, of what it became. */
  merge(given: { known: Uint8Array; segments: readonly Uint8Array[] }): Uint8Array;
};
