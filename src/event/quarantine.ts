/** A line that could not be taken -> its row in `quarantine.ndjson`. */

/** `raw` is at most 4,000 bytes of UTF-8, invalid bytes replaced. `line` counts from 1. */
export interface QuarantinedLine {
  source: string;
  line: number;
  error: string;
  raw: string;
}
