/** A report's layout -> one HTML file that loads nothing, runs nothing, and reads on a screen, in the dark, on paper and by voice. */
import { createHash } from "node:crypto";
import { WIDTHS } from "../charts/frame.js";
import type { Fonts } from "../fonts/fonts.js";
import { type Cell, type ChartPiece, type Layout, NOTHING_DRAWN, type Piece, type TablePiece } from "../page/layout.js";
import { escaped } from "./escape.js";
import { styleOf } from "./style.js";

/** `fonts` goes into the page, so that charts are set in what they were measured by. The same layout gives the same bytes. */
export function renderHtml(layout: Layout, fonts: Fonts): string {
  const style = styleOf(layout.tlp, fonts);
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="cautery-report" content="${escaped(layout.id)}">`,
    `<title>${escaped(layout.title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    `<header><p class="tlp">${escaped(layout.tlp)}</p><h1${turn(layout.title)}>${escaped(layout.title)}</h1>`,
    ...layout.under.map((line) => `<p class="under">${escaped(line)}</p>`),
    "</header>",
    contents(layout),
    "<main>",
    ...sections(layout.pieces),
    "</main>",
    `<footer><p class="tlp">${escaped(layout.tlp)}</p><p class="under">${escaped(layout.id)}</p></footer>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** The ways to the sections, for who looks for one. */
function contents({ pieces }: Layout): string {
  const headings = pieces.flatMap((piece, i) => (piece.is === "heading" ? [{ ...piece, i }] : []));
  const links = headings.map(({ level, text, i }) => `<li class="level-${level}"${turn(text)}><a href="#s${i}">${escaped(text)}</a></li>`);
  return `<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>`;
}

/** A section of the page for each heading. */
function sections(pieces: readonly Piece[]): string[] {
  const lines: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (piece.is === "heading") {
      if (lines.length > 0) lines.push("</section>");
      const tag = `h${piece.level + 1}`;
      lines.push(`<section><${tag} id="s${i}"${turn(piece.text)}>${escaped(piece.text)}</${tag}>`);
    } else lines.push(draw(piece));
  }
  return lines.length > 0 ? [...lines, "</section>"] : lines;
}

function draw(piece: Exclude<Piece, { is: "heading" }>): string {
  switch (piece.is) {
    case "statements": {
      if (piece.items.length === 0) return "";
      const items = piece.items.map(({ text, figures }) => `<li${turn(text)}${told(figures)}>${escaped(text)}</li>`);
      return `<div class="told ${piece.of}"><p class="label">${escaped(piece.label)}</p><ul>${items.join("")}</ul></div>`;
    }
    case "judgements":
      return piece.items
        .map(({ text, confidence, outcome, figures }) => {
          const came = outcome === "" ? "" : `<p class="outcome">${escaped(outcome)}</p>`;
          return `<div class="judgement"${told(figures)}><p class="label">Judgement</p><p${turn(text)}>${escaped(text)}</p><p class="confidence"${turn(confidence)}>${escaped(confidence)}</p>${came}</div>`;
        })
        .join("\n");
    case "charts":
      return `<div class="charts">${piece.items.map(chart).join("")}</div>`;
    case "table":
      return table(piece);
  }
}

function chart({ title, picture }: ChartPiece): string {
  const caption = `<figcaption${turn(title)}>${escaped(title)}</figcaption>`;
  if (!picture) return `<figure>${caption}<p class="empty">${NOTHING_DRAWN}</p></figure>`;
  const drawing = picture.svg.replace("<svg ", `<svg role="img" aria-label="${escaped(picture.alt)}" `);
  if (picture.width <= WIDTHS.half + WIDTHS.half / 4) return `<figure>${caption}${drawing}</figure>`;
  // on a narrow screen its words would be too small: it can be moved instead, by keys too
  return `<figure class="wide" tabindex="0">${caption}${drawing}</figure>`;
}

function table({ title, columns, rows, empty }: TablePiece): string {
  if (rows.length === 0) return `<div class="table"><p class="caption">${escaped(title)}</p><p class="empty">${escaped(empty)}</p></div>`;
  const head = columns.map(({ label, isNumber }) => `<th scope="col"${isNumber ? ' class="n"' : ""}>${escaped(label)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell, i) => td(cell, columns[i].isNumber)).join("")}</tr>`).join("\n");
  return `<div class="table" role="group" tabindex="0" aria-label="${escaped(title)}"><table><caption${turn(title)}>${escaped(title)}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

/** A text of more characters may take more lines than one. */
const SHORT = 24;

function td({ text, figure }: Cell, isNumber: boolean): string {
  const named = figure === null ? "" : ` data-figure="${escaped(figure)}"`;
  const look = isNumber ? ' class="n"' : `${text.length > SHORT ? ' class="long"' : ""}${turn(text)}`;
  return `<td${look}${named}>${escaped(text)}</td>`;
}

function told(figures: readonly string[]): string {
  return figures.length === 0 ? "" : ` data-figures="${escaped(figures.join(" "))}"`;
}

/** Text that is written from the right says so itself. */
function turn(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? ' dir="auto"' : "";
}
