/** Numbers, times and tables -> text that a person reads in a terminal. */
import { DAY_S, HOUR_S } from "../../tools/units.js";

const DASH = "–";

/** `null` and NaN, which stand for "nothing to measure", are a dash. */
export function formatShare(share: number | null, digits = 3): string {
  return share === null || Number.isNaN(share) ? DASH : share.toFixed(digits);
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** In the two largest units that it has: `3 d 4 h`, `12 min`, `850 ms`. */
export function formatDuration(ms: number | null): string {
  if (ms === null || Number.isNaN(ms)) return DASH;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const units: [string, number][] = [
    ["d", DAY_S],
    ["h", HOUR_S],
    ["min", 60],
    ["s", 1],
  ];
  let rest = Math.round(ms / 1000);
  const parts = units.flatMap(([unit, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(" ");
}

/** UTC, to the minute. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Columns as wide as they need, numbers to the right; a row of one cell is a line of its own. */
export function formatTable(rows: readonly (readonly string[])[], indent = "  "): string {
  const aligned = rows.filter((row) => row.length > 1);
  const columns = Array.from({ length: Math.max(0, ...aligned.map((row) => row.length)) }, (_, column) => {
    const cells = aligned.map((row) => row[column] ?? "");
    const width = Math.max(...cells.map((cell) => cell.length));
    const numeric = column > 0 && cells.slice(1).every((cell) => /^[-+–]?[\d,.]*( [a-z]+)?$/.test(cell)); // the first may be a heading
    return (cell: string) => (numeric ? cell.padStart(width) : cell.padEnd(width));
  });
  return rows
    .map((row) => indent + (row.length === 1 ? row[0] : row.map((cell, column) => columns[column](cell)).join("  ")))
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Bits with their sign. */
export function signed(bits: number): string {
  return `${bits >= 0 ? "+" : ""}${bits.toFixed(2)}`;
}
