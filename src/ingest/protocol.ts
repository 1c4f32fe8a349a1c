/** What the digesting and the merging threads can be asked. */
import type { Places } from "../indicator/columns/account-columns.js";
import type { Laid, Piece } from "../indicator/columns/lay.js";
import type { PartColumns } from "../indicator/columns/part-columns.js";
import type { PartBytes } from "../indicator/slice/segment.js";
import type { RefusedLine } from "../model/quarantine.js";
import type { ChangedPages } from "../ports/footprints.js";
import type { Digest } from "./digest.js";

/** Whole lines, or one that was refused before. */
export type Block = Uint8Array | RefusedLine;

/** Where a slice's bytes are: in a plain file (the lines that start in [from, to)), or here, in one or in many without byte order marks. */
export type SliceBytes = { path: string; from: number; to: number } | { bytes: Uint8Array } | { blocks: readonly Block[] };

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

/** A part with what is not merged yet: pages of what is known, and segments; days are of the zone (an IANA name). */
export interface UnmergedPart {
  footprints: Uint8Array;
  activity: Uint8Array;
  segments: readonly Uint8Array[];
  zone: string;
}

/** A part when all is merged. */
export interface MergedPart {
  /** Pages of the accounts that changed. */
  changed: ChangedPages;
  /** All its accounts, in columns. */
  columns: PartColumns;
}

export type MergeTasks = {
  merge(given: UnmergedPart): MergedPart;
  /** Lays a kind, by name. */
  lay(given: { kind: string; pieces: readonly (Piece | undefined)[]; places: Places }): Laid;
};
