/** Accounts that came after a clustering, placed until the next one. */
import type { Placement } from "../../model/placement.js";

/**
 * Accounts that came after the current run, placed one batch after the other; the next run takes no notice of them, and they are gone with
 * it.
 */
export interface PlacementRegistry {
  /** What was committed from a ledger number on and is not merged yet, in the ledger's order. */
  segmentsFrom(ledger: number): AsyncIterable<{ ledger: number; bytes: Uint8Array }>;
  /**
   * Later ones of an account replace earlier ones: `ledger` tells how many slices were looked at. Where `run` is no longer current, nothing
   * is seen of them.
   */
  savePlacements(run: string, ledger: number, placements: readonly Placement[]): Promise<void>;
  /** Of the current run. */
  placement(account: string): Promise<Placement | null>;
  /** The run that accounts were last placed by, and how many slices were looked at then. */
  placed(): Promise<{ run: string; ledger: number } | null>;
}
