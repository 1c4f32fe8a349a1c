/** What was counted of input: of a slice, of all there is, or of what one sender sent. */

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

/** What became of a body's lines: `accepted`, `duplicates` and `quarantined` add up to those that are not blank. */
export interface IntakeCounts {
  accepted: number;
  duplicates: number;
  quarantined: number;
  /** Why lines were quarantined, the first hundred; `line` counts from 1 within the body, blank lines too. */
  errors: { line: number; error: string }[];
}
