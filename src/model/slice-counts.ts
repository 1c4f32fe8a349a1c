/** What was counted of input: of a slice, or of all there is. */

/** What was counted of a slice of input; sums over slices give `summary.json`. */
export interface SliceCounts {
  /** Lines that are not blank: accepted + duplicates + quarantined. */
  events: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  /** Fields that were not what they should be, dropped. */
  droppedFields: number;
  /** Fields that the contract does not name, ignored. */
  ignoredFields: number;
  /** All lines, blank ones too: gives the next slice its first line number. */
  lines: number;
}
