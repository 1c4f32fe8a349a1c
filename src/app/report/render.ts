/** A report and a format -> the file's bytes; those that are more than text are made by whoever is handed in. */

import type { ReportMarking } from "../../contract/report/fields.js";
import type { Report } from "../../contract/report.js";
import { renderCsv } from "../../report/formats/csv.js";
import { renderJson } from "../../report/formats/json.js";
import { renderMarkdown } from "../../report/formats/markdown.js";
import type { Format } from "../../report/formats/names.js";
import { renderStix } from "../../report/formats/stix.js";

/** What makes a format that is laid out, and reads it again. */
export interface Layout {
  render(report: Report): Promise<Uint8Array>;
  /** Which report it says that it is, or the JSON that it carries, which says it. */
  read(bytes: Uint8Array): Promise<{ claim: { id: string; marking: ReportMarking | null } | null; json: string | null }>;
  /** Names of the figures that the visible text does not tell as the report has them. */
  differences(report: Report, bytes: Uint8Array): Promise<string[]>;
}

export type Layouts = Readonly<Record<"html" | "pdf", Layout>>;

const TEXTS = { json: renderJson, csv: renderCsv, stix: renderStix, md: renderMarkdown } as const;

/** Throws a `PermanentError` where this machine cannot make the format. */
export async function renderReport(report: Report, format: Format, layouts: Layouts): Promise<Uint8Array> {
  if (format === "html" || format === "pdf") return await layouts[format].render(report);
  return Buffer.from(TEXTS[format](report));
}
