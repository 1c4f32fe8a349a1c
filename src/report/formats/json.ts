/** A report -> `report.json`: its keys in the schema's order, the same bytes wherever it is made. */
import type { Report } from "../../contract/report.js";
import { printable } from "../../tools/mask.js";

/** What would act on a terminal is escaped. */
export const renderJson = (report: Report): string => `${printable(JSON.stringify(report, null, 1))}\n`;
