/** What sets a report's pages as a PDF, and reads one again. */
import type { Layout } from "../../report/page/layout.js";

/** What stands in a PDF of ours: the `report.json` that it carries, or null, and the text that is seen, without what repeats on pages. */
export interface PdfRead {
  json: string | null;
  text: string;
}

export interface Typesetter {
  /**
   * The same layout and JSON give the same bytes: PDF/UA-1, tagged, with `json` attached as `report.json`. Throws a `PermanentError` where
   * what sets pages is not installed.
   */
  typeset(layout: Layout, json: string): Promise<Uint8Array>;
  /** Throws a `PermanentError` where the bytes are no PDF. */
  read(pdf: Uint8Array): Promise<PdfRead>;
}
