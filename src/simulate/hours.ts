/** A day and the hours that somebody keeps -> a moment of it. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../tools/units.js";
import { cumulate, type Rng } from "./random.js";

/** Weights of the hours of a local day. */
export const OFFICE = cumulate([0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 9, 9, 6, 7, 9, 9, 8, 6, 3, 2, 1, 1, 0.5, 0.2]);
export const EVENING = cumulate([2, 1, 0.5, 0.2, 0.1, 0.1, 0.3, 1, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 6, 8, 9, 9, 7, 4]);
export const FLAT = cumulate(Array.from({ length: 24 }, () => 1));

/** A moment of the UTC day that starts at `day`, at a likely hour of the local one. */
export function moment(rng: Rng, day: number, hours: readonly number[], offsetHours: number): number {
  const local = (rng.weighted(hours) + rng.next() - offsetHours + 24) % 24;
  return day + local * HOUR_MS;
}

const DIGITS = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, "0"));
const PAIRS = DIGITS.slice(0, 100).map((digits) => digits.slice(1));
let dated = { day: -1, text: "" };

/** RFC 3339 with milliseconds; by table and with the date of the line before, because every line needs one. */
export function timestamp(time: number): string {
  const day = Math.floor(time / DAY_MS);
  if (day !== dated.day) dated = { day, text: new Date(day * DAY_MS).toISOString().slice(0, 11) };
  const ms = Math.floor(time - day * DAY_MS);
  const minutes = Math.floor(ms / MINUTE_MS);
  const rest = ms - minutes * MINUTE_MS;
  return `${dated.text}${PAIRS[Math.floor(ms / HOUR_MS)]}:${PAIRS[minutes % 60]}:${PAIRS[Math.floor(rest / 1000)]}.${DIGITS[rest % 1000]}Z`;
}
