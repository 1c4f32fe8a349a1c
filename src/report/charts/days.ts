/** What pictures over time share: the days that they span, their axis, and the room that they have. */
import type { Fonts } from "../fonts/fonts.js";

/** First and last day of the report, and how many there are with them. */
export interface Span {
  first: string;
  last: string;
  count: number;
}

/** What stands around a picture. */
export interface Place {
  span: Span;
  /** The numbers at the axis of values: those that the report has, and no others. */
  ticks: readonly number[];
  /** In px, the whole picture. */
  width: number;
  fonts: Fonts;
}

/** Days as places on a line: 0 is the beginning of the first, `count` the end of the last; their names stand under the ends. */
export function dayScale({ first, last, count }: Span) {
  return {
    type: "quantitative",
    scale: { domain: [0, count], nice: false, zero: false },
    axis: {
      title: null,
      values: count > 1 ? [0, count] : [0],
      labelExpr: `datum.value === 0 ? '${first}' : '${last}'`,
      labelAlign: { expr: "datum.value === 0 ? 'left' : 'right'" },
      grid: false,
      ticks: false,
      labelPadding: 5,
    },
  };
}

/** Where the bar of a day stands: [from, to). */
export function dayBar(day: string, { first, count }: Span): { from: number; to: number } {
  const from = daysBetween(first, day);
  const gap = count > 90 ? 0 : 0.08;
  return { from: from + gap, to: from + 1 - gap };
}

function daysBetween(first: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(first)) / 86_400_000);
}
