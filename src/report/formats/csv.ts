/**
 * A report -> one CSV file (RFC 4180): a line a figure of every table, a line a sentence. What a spreadsheet would take for a formula is
 * made text by an apostrophe (OWASP, "CSV injection").
 */

import type { TableBlock } from "../../contract/report/sections.js";
import type { Report } from "../../contract/report.js";
import { printable } from "../../tools/mask.js";
import { rowsAt } from "../telling/pointer.js";
import { cellText } from "../words/format.js";

const HEAD = ["section", "table", "row", "field", "figure", "value", "unit", "query"];

/** The first four name a place; `figure` its id, where it is one. Values are as the JSON has them, not as they are shown. */
export function renderCsv(report: Report): string {
  const figures = new Map(report.figures.map((figure) => [figure.at, figure]));
  const queries = new Map(report.queries.map(({ id, words }) => [id, words]));
  const told = new Set<string>();
  const lines: (readonly string[])[] = [HEAD, ...headLines(report)];
  const figureLine = (place: readonly string[], at: string, value: unknown) => {
    const figure = figures.get(at);
    if (figure) told.add(at);
    const text = figure ? exact(figure.value) : cellText(value, null);
    lines.push([...place, figure?.id ?? "", text, figure?.unit ?? "", figure ? queries.get(figure.query)! : ""]);
  };
  for (const { title, blocks } of report.sections)
    for (const block of blocks) {
      if (block.is === "statements") for (const id of block.ids) lines.push(sentence(title, block.of, id, textOf(report[block.of], id)));
      if (block.is === "judgements")
        for (const id of block.ids) {
          const { text, confidence_text } = report.judgements.find((each) => each.id === id)!;
          lines.push(sentence(title, "judgements", id, text), sentence(title, "judgements", id, confidence_text));
        }
      if (block.is === "table") tableLines(report, title, block, figureLine);
    }
  for (const { at, id } of report.figures) if (!told.has(at)) figureLine(["figures", "", id, ""], at, null);
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function headLines({ id, title, marking, tlp, period, as_of, scope, late }: Report): (readonly string[])[] {
  const line = (field: string, value: string | number | null) => ["report", "", "", field, "", exact(value), "", ""];
  return [
    ...[line("id", id), line("title", title), line("marking", marking), line("tlp", tlp)],
    ...[line("from", period.from), line("to", period.to), line("zone", period.zone)],
    ...[line("run", as_of.run), line("at", as_of.at), line("ledger", as_of.ledger)],
    ...[line("operator", scope.operator), line("cluster", scope.cluster), line("due", late?.due ?? null)],
  ];
}

function tableLines(
  report: Report,
  section: string,
  { title, rows, columns }: TableBlock,
  line: (place: readonly string[], at: string, value: unknown) => void,
): void {
  rowsAt(report, rows).forEach((row, i) => {
    const name = columns.filter(({ unit }) => unit === null).map(({ field }) => cellText(row[field], null));
    for (const { field } of columns) line([section, title, name.join(" "), field], `${rows}/${i}/${field}`, row[field]);
  });
}

const sentence = (section: string, of: string, id: string, text: string): string[] => [section, of, id, "", "", text, "", ""];

const textOf = (statements: Report["facts"], id: string): string => statements.find((each) => each.id === id)!.text;

const exact = (value: string | number | null): string => (value === null ? "" : String(value));

const FORMULA = /^[=+\-@\t\r]/;
/** A number is no formula. */
const NUMBER = /^-?\d+(\.\d+)?$/;

function cell(text: string): string {
  const told = printable(text);
  const safe = FORMULA.test(told) && !NUMBER.test(told) ? `'${told}` : told;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
