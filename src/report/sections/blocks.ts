/** What sections are made of: tables and charts that point at a report's data. */
import type { Unit } from "../../contract/report/fields.js";
import type { Block, ChartBlock, TableBlock } from "../../contract/report/sections.js";

export type Column = readonly [field: string, label: string, unit: Unit | null];

export function table(title: string, rows: string, columns: readonly Column[], empty = "There are none."): TableBlock {
  return { is: "table", title, rows, columns: columns.map(([field, label, unit]) => ({ field, label, unit })), empty };
}

export function chart(kind: ChartBlock["chart"], title: string, rows: string, axis: ChartBlock["axis"]): ChartBlock {
  return { is: "chart", chart: kind, title, rows, axis };
}

export const facts = (...ids: string[]): Block => ({ is: "statements", of: "facts", ids });

const STEPS = [1, 2, 2.5, 5, 10];
const MOST_TICKS = 5;

/** From nought to the greatest and a little beyond, at round numbers. */
export function ticksTo(greatest: number): number[] {
  if (!(greatest > 0)) return [0];
  const unit = 10 ** Math.floor(Math.log10(greatest / MOST_TICKS));
  const step = Math.max(1, (STEPS.find((each) => each * unit * MOST_TICKS >= greatest) ?? 10) * unit);
  const whole = Math.ceil(step);
  return Array.from({ length: Math.ceil(greatest / whole) + 1 }, (_, i) => i * whole);
}

export const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1];

/** What a chart draws of what may be told as "<10". */
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
