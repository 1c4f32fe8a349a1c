/** A report -> `report.json`: its keys in the schema's order, the same bytes wherever it is made. */
import type { Report } from "../../contract/report.js";

export const renderJson = (report: Report): string => `${JSON.stringify(report, null, 1)}\n`;
