/** A report's layout -> what the pages of a PDF are set from: columns as wide as their texts, long words that may break, tables cut. */
import { COLOUR } from "../charts/frame.js";
import { FAMILIES, type Fonts } from "../fonts/fonts.js";
import { type ChartPiece, type Layout, NOTHING_DRAWN, type Piece, type TablePiece } from "./layout.js";
import { BETWEEN, GUTTER, type Sized, sideBySide, TABLE_TEXT } from "./tables.js";
import { TLP_COLOURS } from "./tlp.js";

/** A px of a picture, in pt. */
const PX = 0.75;

/** Words longer than so many characters may break after each so many. */
const BREAK_AFTER = 12;

const MORE_ROWS = "More rows are in report.csv.";

/** The same with no more rows in its tables than pages show. */
export function cutForPaper(layout: Layout): Layout {
  const pieces = layout.pieces.map((piece): Piece => {
    if (piece.is !== "table" || piece.rows.length <= piece.onPaper) return piece;
    return { ...piece, rows: piece.rows.slice(0, piece.onPaper), more: MORE_ROWS };
  });
  return { ...layout, pieces };
}

/** In pt and as plain text; `typst/report.typ` says what each is for. */
export function forPrint(layout: Layout, fonts: Fonts) {
  const date = new Date(layout.at * 1000);
  return {
    title: layout.title,
    short: shorten(layout.title, 90),
    shortId: shorten(layout.id, 90),
    under: layout.under.map(breakable),
    tlp: { text: layout.tlp, colour: TLP_COLOURS[layout.tlp] ?? "#ffffff" },
    date: { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
    colours: { ink: COLOUR.ink, quiet: COLOUR.quiet, line: COLOUR.line, mark: COLOUR.blue },
    families: FAMILIES,
    table: { size: TABLE_TEXT, gutter: GUTTER, between: BETWEEN },
    sections: sectionsOf(cutForPaper(layout).pieces).map((pieces) => printed(pieces, fonts)),
  };
}

/** Each begins with its heading. */
function sectionsOf(pieces: readonly Piece[]): Piece[][] {
  const sections: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.is === "heading" || sections.length === 0) sections.push([piece]);
    else sections.at(-1)?.push(piece);
  }
  return sections;
}

/** Tables that follow each other share the page's width where they can. */
function printed(pieces: readonly Piece[], fonts: Fonts) {
  const rows: (ReturnType<typeof piecePrinted> | { is: "tables"; columns: ReturnType<typeof tablePrinted>[][] })[] = [];
  let run: TablePiece[] = [];
  const endRun = () => {
    for (const columns of sideBySide(run, fonts)) rows.push({ is: "tables", columns: columns.map((tables) => tables.map(tablePrinted)) });
    run = [];
  };
  for (const piece of pieces) {
    if (piece.is === "table") run.push(piece);
    else {
      endRun();
      rows.push(piecePrinted(piece));
    }
  }
  endRun();
  return rows;
}

function piecePrinted(piece: Exclude<Piece, TablePiece>) {
  switch (piece.is) {
    case "heading":
      return { ...piece, text: breakable(piece.text) };
    case "statements":
      return { ...piece, items: piece.items.map(({ text }) => breakable(text)) };
    case "judgements":
      return {
        ...piece,
        items: piece.items.map(({ text, confidence, outcome }) => ({ text: breakable(text), confidence: breakable(confidence), outcome })),
      };
    case "charts":
      return { ...piece, items: piece.items.map(chartPrinted) };
  }
}

function tablePrinted({ title, columns, rows, empty, more, widths, width }: Sized) {
  return {
    title: breakable(title),
    empty,
    columns: columns.map(({ label, isNumber }) => ({ label: breakable(label), isNumber })),
    rows: rows.map((row) => row.map(({ text }) => breakable(text))),
    more,
    widths,
    width,
  };
}

function chartPrinted({ title, picture }: ChartPiece) {
  const drawn = picture && { svg: picture.svg, alt: picture.alt, width: picture.width * PX };
  return { title: breakable(title), empty: NOTHING_DRAWN, svg: null, ...drawn };
}

/** No word is wider than what it stands in: after so many characters one may break, by a space of no width, but never within a number. */
function breakable(text: string): string {
  return text.replace(/\S{13,}/gu, (word) => {
    let broken = "";
    let since = 0;
    const chars = [...word];
    for (const [i, char] of chars.entries()) {
      broken += char;
      since++;
      const isInNumber = IN_NUMBER.test(char) && IN_NUMBER.test(chars[i + 1] ?? "");
      if (since < BREAK_AFTER || i === chars.length - 1 || (isInNumber && since < LONGEST_NUMBER)) continue;
      broken += "\u200B";
      since = 0;
    }
    return broken;
  });
}

const IN_NUMBER = /^[\d.,]$/;
/** In characters; a longer one is none. */
const LONGEST_NUMBER = 30;

function shorten(text: string, most: number): string {
  const chars = [...text];
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join("")}…`;
}
