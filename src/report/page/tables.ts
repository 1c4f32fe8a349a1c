/** Tables that follow each other -> how wide their columns are on paper, and which stand beside each other, so that little room is lost. */
import type { Fonts } from "../fonts/fonts.js";
import type { TablePiece } from "./layout.js";

/** In pt: the column of text on A4, the size of tables, the room between a table's columns, and between tables. */
const COLUMN = 481;
export const TABLE_TEXT = 7.5;
export const GUTTER = 8;
export const BETWEEN = 20;

/** About how tall a line of a row is, and what stands around a table's rows. */
const ROW = 10.4;
const AROUND = 38;
/** A column of text may become so narrow, or a third of what it wants, before its table has to have a row of its own. */
const NARROW = 52;

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
  const best: Columns[] = [];
  best[tables.length] = { height: 0, columns: [] };
  for (let i = tables.length - 1; i >= 0; i--) {
    for (let end = i + 1; end <= tables.length; end++) {
      const row = end === i + 1 ? inOne(measured[i]) : inTwo(measured.slice(i, end));
      if (row === null) continue;
      const height = row.height + best[end].height;
      if (best[i] === undefined || height < best[i].height) best[i] = { height, columns: [row.columns, ...best[end].columns] };
    }
  }
  return best[0].columns;
}

interface Columns<T = Sized[][]> {
  height: number;
  columns: T[];
}

function inOne(table: Measured): Columns<Sized[]> {
  const only = sized(table, COLUMN);
  return { height: heightOf(table, only), columns: [[only]] };
}

/** The first so many at the left, the others at the right, as evenly as can be; null where there is no room for two. */
function inTwo(tables: readonly Measured[]): Columns<Sized[]> | null {
  let best: Columns<Sized[]> | null = null;
  const room = COLUMN - BETWEEN;
  for (let split = 1; split < tables.length; split++) {
    const [left, right] = [tables.slice(0, split), tables.slice(split)];
    const width = Math.min(widest(left, "natural"), room - widest(right, "least"));
    if (width < widest(left, "least")) continue;
    const columns = [left.map((each) => sized(each, width)), right.map((each) => sized(each, room - width))];
    const heights = [left, right].map((side, k) => side.reduce((sum, each, i) => sum + heightOf(each, columns[k][i]), 0));
    const height = Math.max(...heights);
    if (best === null || height < best.height) best = { height, columns };
  }
  return best;
}

interface Measured {
  table: TablePiece;
  /** How wide each cell would be in one line; and each column. */
  cells: number[][];
  wanted: number[];
  natural: number;
  least: number;
}

const widest = (tables: readonly Measured[], which: "natural" | "least") => Math.max(...tables.map((each) => each[which]));

/** About: a cell that is too wide takes more lines. */
function heightOf({ cells }: Measured, { widths }: Sized): number {
  const lines = cells.map((row) => Math.max(...row.map((cell, i) => Math.ceil(cell / Math.max(1, widths[i]) - 0.001))));
  return (
    AROUND +
    ROW *
      Math.max(
        1,
        lines.reduce((sum, each) => sum + Math.max(1, each), 0),
      )
  );
}

function measure(table: TablePiece, fonts: Fonts): Measured {
  const { columns, rows, title, empty } = table;
  const wide = (text: string, isBold = false) => fonts.width(text, TABLE_TEXT, isBold) + 1;
  const cells = rows.map((row) => row.map(({ text }) => wide(text)));
  const wanted = columns.map(({ label, isNumber }, i) => {
    const head = isNumber ? inTwoLines(label, (text) => wide(text, true)) : wide(label, true);
    return Math.max(head, ...cells.map((row) => row[i]));
  });
  const gutters = GUTTER * (columns.length - 1);
  const least = wanted.reduce(
    (sum, width, i) => sum + (columns[i].isNumber ? width : Math.min(width, Math.max(NARROW, width / 3))),
    gutters,
  );
  const natural = wanted.reduce((sum, width) => sum + width, gutters);
  if (rows.length > 0) return { table, cells, wanted, natural: Math.min(COLUMN, natural), least };
  const width = Math.max(wide(title, true), wide(empty)) * 1.15;
  return { table, cells, wanted, natural: Math.min(COLUMN, width), least: Math.min(width, 120) };
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
