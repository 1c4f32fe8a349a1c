/** What a report says and what a file says -> the names of the figures, or the places, in which they differ. */
import type { Report } from "../../contract/report.js";
import { renderCsv } from "../formats/csv.js";
import { type Line, markdownLines } from "../formats/markdown.js";
import { renderStix } from "../formats/stix.js";
import { jsonOf } from "./format.js";

/** Of the formats that are text. Each names what is off; none where the file says what the report says. */
export const DIFFERENCES = { json: ofJson, csv: ofCsv, stix: ofStix, md: ofMarkdown } as const;

/** Whatever a reader has made of its layout, the values have to be these. */
function ofJson(report: Report, text: string): string[] {
  const named = new Map(report.figures.map((figure) => [figure.at, figure.id]));
  return parsed(text, (given) => deepDifferences(report, given).map((at) => named.get(at) ?? figureOfEntry(report, at) ?? at));
}

/** A figure in the list of figures is named by itself. */
function figureOfEntry({ figures }: Report, at: string): string | undefined {
  const place = /^\/figures\/(\d+)\//.exec(at)?.[1];
  return place === undefined ? undefined : figures[Number(place)]?.id;
}

function ofCsv(report: Report, text: string): string[] {
  const [expected, given] = [csvRows(renderCsv(report)), csvRows(text)];
  const names = expected.flatMap((row, i) => {
    if (JSON.stringify(row) === JSON.stringify(given[i])) return [];
    const [section, table, id, field, figure, text] = row;
    if (figure) return [figure];
    const told = [...report.facts, ...report.assumptions, ...report.requests, ...report.judgements].find((each) => each.id === id);
    const place = [section, table, id, field].filter(Boolean).join("/");
    return field || told === undefined ? [place] : changed(report, { text, figures: told.figures }, given[i]?.[5] ?? "");
  });
  return given.length > expected.length ? [...names, `${given.length - expected.length} lines too many`] : names;
}

function ofMarkdown(report: Report, text: string): string[] {
  const expected = markdownLines(report);
  const given = text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n");
  const off = expected.flatMap((line, i) => (line.text === given[i] ? [] : changed(report, line, given[i] ?? "")));
  return given.length > expected.length ? [...off, `${given.length - expected.length} lines too many`] : off;
}

function ofStix(report: Report, text: string): string[] {
  return parsed(text, (given) => {
    const expected = JSON.parse(renderStix(report)) as { objects: Record<string, unknown>[] };
    return deepDifferences(expected, given).flatMap((at) => {
      const [, objects, place, ...path] = at.split("/");
      const object = objects === "objects" ? expected.objects[Number(place)] : undefined;
      if (object === undefined) return [at];
      const told = path.join("/").match(/^extensions\/[^/]+\/figures\/(\d+)\//)?.[1];
      if (told !== undefined) return [report.figures[Number(told)].id];
      return [`${object.type} ${object.name ?? object.abstract ?? object.id}: ${path.join("/")}`];
    });
  });
}

/** The figures of the line whose text is in it and not in what was given; the line's beginning where it is none of them. */
function changed(report: Report, { text, figures, cells }: Line, given: string): string[] {
  if (cells) {
    const [own, other] = [text, given].map((line) => line.split(" | "));
    return own.flatMap((cell, i) => (cell === other[i] ? [] : [cells[i] ?? text.slice(0, 60)]));
  }
  const counts = countsOf(words(given));
  const missing = new Set(words(text).filter((word) => !take(counts, word)));
  const shown = new Map(report.figures.map((figure) => [figure.id, figure.shown]));
  const off = figures.filter((id) => words(shown.get(id) ?? "").some((word) => missing.has(word)));
  return off.length > 0 ? off : [text.slice(0, 60)];
}

const words = (text: string): string[] => text.replaceAll("&lt;", "<").match(/[^\s|()]+?(?=[.,;:]?(\s|$|[|()]))/g) ?? [];

function countsOf(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, word: string): boolean {
  const count = counts.get(word) ?? 0;
  counts.set(word, count - 1);
  return count > 0;
}

function parsed(text: string, compare: (given: unknown) => string[]): string[] {
  const given = jsonOf(text);
  return given === null ? ["the whole: it is no JSON"] : compare(given);
}

/** JSON pointers of what differs, as deep as both go. */
export function deepDifferences(expected: unknown, given: unknown, at = ""): string[] {
  if (Object.is(expected, given)) return [];
  if (!isObject(expected) || !isObject(given) || Array.isArray(expected) !== Array.isArray(given)) return [at];
  const keys = new Set([...Object.keys(expected), ...Object.keys(given)]);
  return [...keys].flatMap((key) => {
    if (expected[key] === undefined && given[key] === undefined) return [];
    return deepDifferences(expected[key], given[key], `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** RFC 4180. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const fields = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
  for (let match = fields.exec(text); match !== null && match.index < text.length; match = fields.exec(text)) {
    const [, field, end] = match;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
