/** What accounts were seen with, merged, a part of the accounts at a time. */

/** An account's merged footprint as bytes (`indicator/footprint.ts`). */
export interface FootprintRow {
  account: string;
  bytes: Uint8Array;
}

/** One part of the accounts, with what was not merged yet. */
export interface Part {
  part: number;
  footprints: readonly FootprintRow[];
  /** In any order: the merge commutes. */
  segments: readonly Uint8Array[];
  /** Opaque to the core: names the segments above, for `replacePart`. */
  token: unknown;
}

export interface Footprints {
  /** How many parts accounts are dealt into; fixed when the store was first opened. */
  parts(): number;
  part(part: number): Promise<Part>;
  /** Replaces the changed footprints of a part and drops the segments named by `token`, in one transaction. */
  replacePart(part: number, changed: readonly FootprintRow[], token: unknown): Promise<void>;
  footprintsOf(accounts: readonly string[]): Promise<FootprintRow[]>;
}
