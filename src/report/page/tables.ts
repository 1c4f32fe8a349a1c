/** Tables that follow each other -> how wide their columns are on paper, and which stand beside each other, so that little room is lost. */
import type { Fonts } from "../fonts/fonts.js";
import type { TablePiece } from "./layout.js";

/** In pt: the column of text on A4, the size of tables, the room between a table's columns, and between tables. */
const COLUMN = 481;
export const TABLE_TEXT = 7.5;
export const GUTTER = 8;
export const BETWEEN = 20;

/** About how tall a table's row is, and what stands around its rows. */
const ROW = 11;
const AROUND = 42;
/** A column of text may become so narrow before its table has to have a row of its own. */
const NARROW = 44;

export interface Sized extends TablePiece {
  /** Of its columns, and the room that it has. */
  widths: number[];
  width: number;
}

/**
 * In their order, in rows of one or two columns of tables, so that all are as low as can be. Two columns are read one after the other.
 */
export function sideBySide(tables: readonly TablePiece[], fonts: Fonts): Sized[][][] {
  const measured = tables.map((table) => measure(table, fonts));
  // the best way to lay out those from i on: dynamic programming from the end
  const best: { height: number; rows: Sized[][][] }[] = [];
  best[tables.length] = { height: 0, rows: [] };
  for (let i = tables.length - 1; i >= 0; i--) {
    best[i] = { height: measured[i].height + best[i + 1].height, rows: [[[sized(measured[i], COLUMN)]], ...best[i + 1].rows] };
    for (let end = i + 2; end <= tables.length; end++) {
      const row = inTwo(measured.slice(i, end));
      if (row && row.height + best[end].height < best[i].height)
        best[i] = { height: row.height + best[end].height, rows: [row.columns, ...best[end].rows] };
    }
  }
  return best[0].rows;
}

/** The first so many at the left, the others at the right, as evenly as can be; null where there is no room for two. */
function inTwo(tables: readonly Measured[]): { height: number; columns: Sized[][] } | null {
  let best: { height: number; columns: Sized[][] } | null = null;
  for (let split = 1; split < tables.length; split++) {
    const [left, right] = [tables.slice(0, split), tables.slice(split)];
    const room = COLUMN - BETWEEN;
    const leftWidth = Math.min(widest(left, "natural"), room - widest(right, "least"));
    if (leftWidth < widest(left, "least")) continue;
    const height = Math.max(tall(left), tall(right));
    if (best && best.height <= height) continue;
    best = { height, columns: [left.map((each) => sized(each, leftWidth)), right.map((each) => sized(each, room - leftWidth))] };
  }
  return best;
}

interface Measured {
  table: TablePiece;
  wanted: number[];
  natural: number;
  least: number;
  height: number;
}

const widest = (tables: readonly Measured[], which: "natural" | "least") => Math.max(...tables.map((each) => each[which]));
const tall = (tables: readonly Measured[]) => tables.reduce((sum, { height }) => sum + height, 0);

function measure(table: TablePiece, fonts: Fonts): Measured {
  const { columns, rows, title, empty } = table;
  const wide = (text: string, isBold = false) => fonts.width(text, TABLE_TEXT, isBold) + 1;
  const wanted = columns.map(({ label, isNumber }, i) => {
    const head = isNumber ? inTwoLines(label, (text) => wide(text, true)) : wide(label, true);
    return Math.max(head, ...rows.map((row) => wide(row[i].text)));
  });
  const gutters = GUTTER * (columns.length - 1);
  const least = wanted.reduce((sum, width, i) => sum + (columns[i].isNumber ? width : Math.min(width, NARROW)), gutters);
  const natural = wanted.reduce((sum, width) => sum + width, gutters);
  const height = AROUND + ROW * Math.max(1, rows.length);
  if (rows.length > 0) return { table, wanted, natural: Math.min(COLUMN, natural), least, height };
  const width = Math.max(wide(title, true), wide(empty)) * 1.15;
  return { table, wanted, natural: Math.min(COLUMN, width), least: Math.min(width, 120), height };
}

/** The least width in which a head has two lines at the most. */
function inTwoLines(label: string, wide: (text: string) => number): number {
  const words = label.split(" ");
  const breaks = words.map((_, i) => Math.max(wide(words.slice(0, i).join(" ")), wide(words.slice(i).join(" "))));
  return Math.min(...breaks);
}

/** Numbers get the room that they need; of what is left, texts get what they need too, or where that is too much the long ones share it. */
function sized({ table, wanted }: Measured, width: number): Sized {
  const { columns } = table;
  const room = width - GUTTER * (columns.length - 1);
  const texts = wanted.filter((_, i) => !columns[i].isNumber);
  const numbers = wanted.reduce((sum, each, i) => (columns[i].isNumber ? sum + each : sum), 0);
  const left = texts.length === 0 ? 0 : Math.max(room - numbers, room / 4);
  const tight = Math.min(1, (room - left) / Math.max(1, numbers));
  const most = fairShare(texts, left);
  return { ...table, width, widths: wanted.map((each, i) => (columns[i].isNumber ? each * tight : Math.min(each, most))) };
}

/** The most that each may have, so that all together have no more than the room. */
function fairShare(widths: readonly number[], room: number): number {
  const ascending = [...widths].sort((a, b) => a - b);
  for (const [i, width] of ascending.entries()) {
    const share = room / (ascending.length - i);
    if (width > share) return share;
    room -= width;
  }
  return Number.POSITIVE_INFINITY;
}
