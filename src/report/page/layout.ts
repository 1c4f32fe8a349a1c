/** A report -> what readable formats show, in order: headings, sentences, tables of texts, pictures. No format adds a number to it. */

import type { Block, ChartBlock, TableBlock } from "../../contract/report/sections.js";
import type { Report } from "../../contract/report.js";
import type { Picture } from "../charts/frame.js";
import type { Fonts } from "../fonts/fonts.js";
import { rowsAt } from "../telling/pointer.js";
import { cellText } from "../words/format.js";
import { drawChart } from "./draw-chart.js";

/** A text, and the id of the figure that it tells, if it tells one. */
export interface Cell {
  text: string;
  figure: string | null;
}

export type StatementsOf = Extract<Block, { is: "statements" }>["of"];

export interface TablePiece {
  is: "table";
  title: string;
  columns: { label: string; isNumber: boolean }[];
  rows: Cell[][];
  /** How many rows a page of paper shows; the CSV has all. */
  onPaper: number;
  /** What stands under them where not all are there. */
  more: string;
  /** What stands where there are no rows. */
  empty: string;
}

export interface ChartPiece {
  title: string;
  /** Null where there is nothing to draw. */
  picture: Picture | null;
  /** The JSON pointer to what is drawn. */
  rows: string;
}

export type Piece =
  | { is: "heading"; id: string; level: 1 | 2; text: string }
  | { is: "statements"; of: StatementsOf; label: string; items: { text: string; figures: readonly string[] }[] }
  | { is: "judgements"; items: { text: string; confidence: string; outcome: string; figures: readonly string[] }[] }
  | { is: "charts"; items: ChartPiece[] }
  | TablePiece;

export interface Layout {
  id: string;
  title: string;
  tlp: string;
  /** When the report is of, in seconds since 1970: the only time that a file of it may bear. */
  at: number;
  /** What stands under the title: the period, what it is as of. */
  under: string[];
  pieces: Piece[];
}

/** Facts, assumptions and the rest are told apart by a word before them, not by looks alone. */
const LABELS: Record<StatementsOf, string> = {
  facts: "Facts",
  assumptions: "Assumptions",
  requests: "Asked of the reader",
  method: "Method",
};

/** What stands where there is nothing to draw. */
export const NOTHING_DRAWN = "Nothing to draw.";

export function layOut(report: Report, fonts: Fonts): Layout {
  const figures = new Map(report.figures.map((figure) => [figure.at, figure.id]));
  const { period, as_of, days } = report;
  const until = days.last === days.first ? "" : ` to ${days.last}`;
  return {
    id: report.id,
    title: fonts.clean(report.title),
    tlp: report.tlp,
    at: Math.floor(Date.parse(as_of.at) / 1000),
    under: [
      `${days.first}${until} (${period.zone})`,
      `as of run ${as_of.run} at ${as_of.at}, ledger ${as_of.ledger}`,
      ...(report.late ? [`late: due at ${report.late.due}`] : []),
    ].map(fonts.clean),
    pieces: report.sections.flatMap(({ id, title, level, blocks }): Piece[] => [
      { is: "heading", id, level, text: fonts.clean(title) },
      ...inPairs(blocks).map((block) => pieceOf(block, level, { report, fonts, figures })),
    ]),
  };
}

/** Charts that follow each other share a row, two by two; the picture of all operators has one to itself. */
function inPairs(blocks: readonly Block[]): (Exclude<Block, ChartBlock> | ChartBlock[])[] {
  const rows: (Exclude<Block, ChartBlock> | ChartBlock[])[] = [];
  for (const block of blocks) {
    const last = rows.at(-1);
    if (block.is !== "chart") rows.push(block);
    else if (Array.isArray(last) && last.length === 1 && isNarrow(block) && isNarrow(last[0])) last.push(block);
    else rows.push([block]);
  }
  return rows;
}

function isNarrow({ chart, rows }: ChartBlock): boolean {
  return chart === "capabilities" || chart === "reliability" || (chart === "activity" && rows !== "/operators");
}

interface Source {
  report: Report;
  fonts: Fonts;
  /** Ids by pointers. */
  figures: ReadonlyMap<string, string>;
}

function pieceOf(block: Exclude<Block, ChartBlock> | ChartBlock[], level: 1 | 2, source: Source): Piece {
  const { report, fonts } = source;
  if (Array.isArray(block)) {
    const width = block.every(isNarrow) ? "half" : "whole";
    return {
      is: "charts",
      items: block.map((chart) => ({ title: fonts.clean(chart.title), picture: drawChart(chart, report, width, fonts), rows: chart.rows })),
    };
  }
  switch (block.is) {
    case "statements": {
      const byId = new Map(report[block.of].map((statement) => [statement.id, statement]));
      const items = block.ids.flatMap((id) => byId.get(id) ?? []);
      return {
        ...block,
        label: LABELS[block.of],
        items: items.map(({ text, figures: ids }) => ({ text: fonts.clean(text), figures: ids })),
      };
    }
    case "judgements": {
      const byId = new Map(report.judgements.map((judgement) => [judgement.id, judgement]));
      const items = block.ids.flatMap((id) => byId.get(id) ?? []);
      return {
        is: "judgements",
        items: items.map(({ text, confidence_text, resolved, figures: ids }) => ({
          text: fonts.clean(text),
          confidence: fonts.clean(confidence_text),
          outcome: resolved === null ? "" : resolved ? "It turned out so." : "It turned out otherwise.",
          figures: ids,
        })),
      };
    }
    case "table":
      return tableOf(block, level, source);
  }
}

/** All operators, a month by days; of others those that matter most, which come first. */
function rowsOnPaper({ rows, columns }: TableBlock, level: 1 | 2): number {
  if (rows === "/operators") return 40;
  if (level === 1) return 24;
  return columns[0].field === "day" ? 31 : 10;
}

function tableOf(block: TableBlock, level: 1 | 2, { report, fonts, figures }: Source): TablePiece {
  const rows = rowsAt(report, block.rows);
  // what the marking has no room for is missing in all rows: its column goes too
  const columns = block.columns.filter(({ field }) => rows.length === 0 || rows.some((row) => row[field] !== undefined));
  return {
    is: "table",
    title: fonts.clean(block.title),
    columns: columns.map(({ label, unit }) => ({ label: fonts.clean(label), isNumber: unit !== null })),
    rows: rows.map((row, i) =>
      columns.map(({ field, unit }) => ({
        text: fonts.clean(cellText(row[field], unit)),
        figure: figures.get(`${block.rows}/${i}/${field}`) ?? null,
      })),
    ),
    onPaper: rowsOnPaper(block, level),
    more: "",
    empty: fonts.clean(block.empty),
  };
}
