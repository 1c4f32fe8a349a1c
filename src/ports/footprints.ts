/** What accounts were seen with, and what they did day by day, merged, a part of the accounts at a time. */
import type { AccountActivity } from "../model/activity.js";

/** An account's merged footprint as bytes (`indicator/footprint.ts`). */
export interface FootprintRow {
  account: string;
  bytes: Uint8Array;
}

/** Accounts of one part that have changed, as pages (`indicator/page.ts`) of the same accounts in the same order. */
export interface ChangedPages {
  footprints: Uint8Array;
  /** By day (`indicator/days/day-sum.ts`): kept apart, and not read for a clustering. */
  activity: Uint8Array;
}

/** One part of the accounts, with what was not merged yet. */
export interface Part {
  part: number;
  /** A page; the caller's from then on. */
  footprints: Uint8Array;
  /** A page of what is known of its accounts' days; read where there is anything to merge into it, empty else. */
  activity: Uint8Array;
  /** In any order: the merge commutes. */
  segments: readonly Uint8Array[];
  /** Opaque to the core: names the segments above, for `replacePart`. */
  receipt: unknown;
}

export interface Footprints {
  /** How many parts accounts are dealt into; fixed when the store was first opened. */
  parts(): number;
  part(part: number): Promise<Part>;
  /** Replaces the changed footprints and activity of a part and drops the segments named by `receipt`, in one transaction. */
  replacePart(part: number, changed: ChangedPages, receipt: unknown): Promise<void>;
  footprintsOf(accounts: readonly string[]): Promise<FootprintRow[]>;
  /**
   * What they did day by day, as far as it is merged (at the last clustering), by account; those that the store does not have are left out.
   */
  activityOf(accounts: readonly string[]): Promise<AccountActivity[]>;
  /** The time zone of the days: the one that the store was made with. */
  zone(): string;
}
