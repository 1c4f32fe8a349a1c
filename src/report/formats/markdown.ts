/** A report -> Markdown (GitHub's): its sections as headings, sentences, lists and tables; whatever ids and names hold is text there. */

import type { Block, TableBlock } from "../../contract/report/sections.js";
import type { Report } from "../../contract/report.js";
import { printable } from "../../tools/mask.js";
import { rowsAt } from "../telling/pointer.js";
import { cellText } from "../words/format.js";

/** Told apart by their first word. */
const KINDS = { facts: "Fact", assumptions: "Assumption", requests: "Request", method: "Method" } as const;

/** A line, and the ids of the figures that it tells; of a table's row those of its cells, null where a cell is none. */
export interface Line {
  text: string;
  figures: readonly string[];
  cells?: readonly (string | null)[];
}

export const renderMarkdown = (report: Report): string =>
  `${markdownLines(report)
    .map(({ text }) => text)
    .join("\n")}\n`;

export function markdownLines(report: Report): Line[] {
  const { id, title, tlp, marking, period, as_of, late } = report;
  const figures = new Map(report.figures.map((figure) => [figure.at, figure.id]));
  const about = `Report ${id}, as of run ${as_of.run} (${as_of.at}, ledger ${as_of.ledger}), period ${period.from} to ${period.to}, ${plain(period.zone)}.`;
  return [
    bare(`# ${plain(title)}`),
    EMPTY,
    bare(`**${plain(tlp)}** (${marking}). ${about}`),
    ...(late === null ? [] : [EMPTY, bare(`Late: due ${late.due}.`)]),
    ...report.sections.flatMap(({ title, level, blocks }) => [
      EMPTY,
      bare(`${"#".repeat(level + 1)} ${plain(title)}`),
      ...blocks.flatMap((block) => spaced(blockLines(report, block, figures))),
    ]),
  ];
}

const bare = (text: string): Line => ({ text, figures: [] });
const EMPTY: Line = bare("");
const spaced = (lines: readonly Line[]): Line[] => (lines.length === 0 ? [] : [EMPTY, ...lines]);

function blockLines(report: Report, block: Block, figures: ReadonlyMap<string, string>): Line[] {
  switch (block.is) {
    case "statements":
      return block.ids.map((id) => {
        const { text, figures } = report[block.of].find((each) => each.id === id)!;
        return { text: `- ${KINDS[block.of]}: ${plain(text)}`, figures };
      });
    case "judgements":
      return block.ids.flatMap((id) => {
        const { text, confidence_text, figures } = report.judgements.find((each) => each.id === id)!;
        return [{ text: `- Judgement: ${plain(text)}`, figures }, bare(`- ${plain(confidence_text)}`)];
      });
    case "table":
      return tableLines(report, block, figures);
    case "chart":
      return []; // its rows are in a table
  }
}

function tableLines(report: Report, { title, rows, columns, empty }: TableBlock, figures: ReadonlyMap<string, string>): Line[] {
  const all = rowsAt(report, rows);
  if (all.length === 0) return [bare(`**${plain(title)}.** ${plain(empty)}`)];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    bare(`**${plain(title)}**`),
    EMPTY,
    bare(line(columns.map(({ label }) => plain(label)))),
    bare(line(columns.map(({ unit }) => (unit === null ? "---" : "---:")))),
    ...all.map((row, i) => ({
      text: line(columns.map(({ field, unit }) => plain(cellText(row[field], unit)))),
      figures: [],
      cells: columns.map(({ field }) => figures.get(`${rows}/${i}/${field}`) ?? null),
    })),
  ];
}

/** Nothing in it is markup, a link, HTML or a new line. */
const plain = (text: string): string =>
  printable(text)
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~!@&]/g, (sign) => (sign === "<" ? "&lt;" : sign === "&" ? "&amp;" : `\\${sign}`));
