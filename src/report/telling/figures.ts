/** A report's data -> its figures: each number that something was counted or weighed for, with its name, place, value and query. */

import type { Figure } from "../../contract/report/sections.js";
import { type Report, type ReportData, report } from "../../contract/report.js";
import { shown } from "../words/format.js";
import { walk } from "./walk.js";

export function figuresOf(data: ReportData): Pick<Report, "figures" | "queries"> {
  const figures: Figure[] = [];
  const queries = new Map<string, string>();
  walk(report, data, (value, { note, at, name }) => {
    if (note?.is !== "figure") return value;
    const { query = "", unit = "count" } = note;
    const id = queries.get(query) ?? `q${queries.size + 1}`;
    queries.set(query, id);
    figures.push({ id: name, at, value: value as Figure["value"], shown: shown(value as Figure["value"], unit), unit, query: id });
    return value;
  });
  return { figures, queries: [...queries].map(([words, id]) => ({ id, words, run: data.as_of.run })) };
}
