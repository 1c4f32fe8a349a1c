/** A report that is kept, and formats -> its files in a folder; where one format cannot be made here, the others are all the same. */
import { editionOf, type ReportHead } from "../app/report/kept.js";
import { renderReport } from "../app/report/render.js";
import type { ReportMarking } from "../contract/report/fields.js";
import { PermanentError } from "../errors.js";
import type { Records } from "../ports/knowledge.js";
import { FILE_OF, type Format } from "../report/formats/names.js";
import { openLayouts } from "./report-layouts.js";

export interface Writing {
  marking: ReportMarking;
  formats: readonly Format[];
  out: string;
  onFormat?: (format: Format) => void;
}

/** Returns the files' paths, and why others are missing. */
export async function writeReport(
  store: Records,
  head: ReportHead,
  { marking, formats, out, onFormat = () => {} }: Writing,
): Promise<{ paths: string[]; missing: string[] }> {
  const { writeReportFiles } = await import("../adapters/files/report-folder.js"); // not light
  const report = await editionOf(store, head, marking);
  const layouts = await openLayouts();
  const files = [];
  const missing: string[] = [];
  for (const format of formats) {
    onFormat(format);
    try {
      files.push({ name: FILE_OF[format], bytes: await renderReport(report, format, layouts) });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      missing.push(error.message);
    }
  }
  return { paths: await writeReportFiles(out, files), missing };
}
