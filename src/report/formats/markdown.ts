/** A report -> Markdown (GitHub's): its sections as headings, sentences, lists and tables; whatever ids and names hold is text there. */

import type { Block, TableBlock } from "../../contract/report/sections.js";
import type { Report } from "../../contract/report.js";
import { rowsAt } from "../telling/pointer.js";
import { cellText } from "../words/format.js";

/** Told apart by their first word. */
const KINDS = { facts: "Fact", assumptions: "Assumption", requests: "Request", method: "Method" } as const;

export function renderMarkdown(report: Report): string {
  const { id, title, tlp, marking, period, as_of, late } = report;
  const head = [
    `# ${plain(title)}`,
    `**${plain(tlp)}** (${marking}). Report ${id}, as of run ${as_of.run} (${as_of.at}, ledger ${as_of.ledger}), period ${period.from} to ${period.to}, ${plain(period.zone)}.`,
    ...(late === null ? [] : [`Late: due ${late.due}.`]),
  ];
  const sections = report.sections.flatMap(({ title, level, blocks }) => [
    `${"#".repeat(level + 1)} ${plain(title)}`,
    ...blocks.flatMap((block) => blockText(report, block)),
  ]);
  return `${[...head, ...sections].join("\n\n")}\n`;
}

function blockText(report: Report, block: Block): string[] {
  switch (block.is) {
    case "statements":
      return block.ids.length === 0
        ? []
        : [block.ids.map((id) => `- ${KINDS[block.of]}: ${plain(report[block.of].find((each) => each.id === id)!.text)}`).join("\n")];
    case "judgements":
      return block.ids.map((id) => {
        const { text, confidence_text } = report.judgements.find((each) => each.id === id)!;
        return `- Judgement: ${plain(text)}\n- ${plain(confidence_text)}`;
      });
    case "table":
      return tableText(report, block);
    case "chart":
      return []; // its rows are in a table beside it
  }
}

function tableText(report: Report, { title, rows, columns, empty }: TableBlock): string[] {
  const all = rowsAt(report, rows);
  if (all.length === 0) return [`**${plain(title)}.** ${plain(empty)}`];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `**${plain(title)}**`,
    [
      line(columns.map(({ label }) => plain(label))),
      line(columns.map(({ unit }) => (unit === null ? "---" : "---:"))),
      ...all.map((row) => line(columns.map(({ field, unit }) => plain(cellText(row[field], unit))))),
    ].join("\n"),
  ];
}

/** Nothing in it is markup, a link, HTML or a new line. */
const plain = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~!@&]/g, (sign) => (sign === "<" ? "&lt;" : sign === "&" ? "&amp;" : `\\${sign}`));
