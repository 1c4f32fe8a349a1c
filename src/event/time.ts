/**
 * An RFC 3339 time with an offset -> milliseconds since 1970, or NaN where it is none (no offset, an impossible date). Days are remembered:
 * dumps repeat them.
 */
import { HOUR_S, MINUTE_MS } from "../tools/units.js";

const SHAPE = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const REMEMBERED_DAYS = 4096;
const days = new Map<string, number>();

/** What footprints can hold: whole seconds in 32 bits, so 1970 to 2106. */
export const LATEST_MS = 0xffffffff * 1000;

let latestText = "";
let latest = Number.NaN;

/** The time parsed last is remembered: it is checked first and asked for later. */
export function parseTime(text: string): number {
  if (text !== latestText) {
    latest = parse(text);
    latestText = text;
  }
  return latest;
}

function parse(text: string): number {
  if (!SHAPE.test(text)) return Number.NaN;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (hour > 23 || minute > 59 || second > 60) return Number.NaN; // :60 is a leap second: the second after
  const seconds = dayStart(text.slice(0, 10)) + hour * HOUR_S + minute * 60 + second;
  const zulu = (text.charCodeAt(text.length - 1) | 32) === 122;
  const end = text.length - (zulu ? 1 : 6);
  const millis = text.charCodeAt(19) === 46 ? Math.floor(Number(`0${text.slice(19, end)}`) * 1000 + 1e-6) : 0;
  return seconds * 1000 + millis - (zulu ? 0 : offsetMs(text, end));
}

function offsetMs(text: string, at: number): number {
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (text.charCodeAt(at) === 45 ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

/** Seconds since 1970 at the start of a day, or NaN: `Date` would take 30 February for 2 March. */
function dayStart(day: string): number {
  let seconds = days.get(day);
  if (seconds === undefined) {
    const date = new Date(`${day}T00:00:00Z`);
    seconds = Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? Number.NaN : date.getTime() / 1000;
    if (days.size >= REMEMBERED_DAYS) days.clear();
    days.set(day, seconds);
  }
  return seconds;
}
