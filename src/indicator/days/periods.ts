/**
 * Days -> the periods that an account's activity is kept by: the latest days one by one, what is before them by month, and what is before
 * those months as one.
 */
import { monthOf } from "../../tools/zone.js";

/** So many days are kept one by one, and so many months before them. */
export const DAYS = 400;
export const MONTHS = 240;

/**
 * Periods are numbers, in the order of time: all that is before, then months, then days. In a zone west of Greenwich times begin on the day
 * before 1970.
 */
export const BEFORE = 0;
const FIRST_MONTH = 2;
export const FIRST_DAY = 4096;

export const dayPeriod = (day: number): number => FIRST_DAY + 1 + day;
export const dayOfPeriod = (period: number): number => period - FIRST_DAY - 1;
const monthPeriod = (day: number): number => FIRST_MONTH + monthOf(day);

/** The first and the last day on which a folded period has anything. */
export interface Span {
  first: number;
  last: number;
}

/** Widens a period's span. */
export function spread(spans: Map<number, Span>, period: number, { first, last }: Span): void {
  const known = spans.get(period);
  spans.set(period, known ? { first: Math.min(known.first, first), last: Math.max(known.last, last) } : { first, last });
}

/**
 * Which period each is kept by. `periods` are all that have anything, ascending; `spans` those of the folded ones, and are brought up to
 * date. What was folded once would be folded whatever came with it, so that the order does not matter: a day that is not among the latest
 * of some is not among the latest of more.
 */
export function fold(periods: readonly number[], spans: Map<number, Span>): Map<number, number> {
  const folded = new Map<number, number>();
  const days = periods.filter((period) => period >= FIRST_DAY);
  for (const period of days.slice(0, Math.max(0, days.length - DAYS))) {
    const day = dayOfPeriod(period);
    folded.set(period, monthPeriod(day));
    spread(spans, monthPeriod(day), { first: day, last: day });
  }
  const months = [...spans.keys()].filter((period) => period !== BEFORE).sort((a, b) => a - b);
  const dropped = new Set(months.slice(0, Math.max(0, months.length - MONTHS)));
  for (const [period, month] of folded) if (dropped.has(month)) folded.set(period, BEFORE);
  for (const month of dropped) {
    spread(spans, BEFORE, spans.get(month)!);
    spans.delete(month);
    folded.set(month, BEFORE);
  }
  return folded;
}
