/** An RFC 3339 time with an offset -> milliseconds since 1970, or NaN where it is none (no offset, an impossible date). Days are remembered: dumps repeat them. */
const SHAPE = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const REMEMBERED_DAYS = 4096;
const days = new Map();
/** What footprints can hold: whole seconds in 32 bits, so 1970 to 2106. */
export const LATEST_MS = 0xffffffff * 1000;
let latestText = "";
let latest = Number.NaN;
/** The time parsed last is remembered: it is checked first and asked for later. */
export function parseTime(text) {
    if (text !== latestText) {
        latest = parse(text);
        latestText = text;
    }
    return latest;
}
function parse(text) {
    if (!SHAPE.test(text))
        return Number.NaN;
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    if (hour > 23 || minute > 59 || second > 60)
        return Number.NaN; // :60 is a leap second: the second after
    const seconds = dayStart(text.slice(0, 10)) + hour * 3600 + minute * 60 + second;
    const zulu = (text.charCodeAt(text.length - 1) | 32) === 122;
    const end = text.length - (zulu ? 1 : 6);
    const millis = text.charCodeAt(19) === 46 ? Math.floor(Number(`0${text.slice(19, end)}`) * 1000 + 1e-6) : 0;
    return seconds * 1000 + millis - (zulu ? 0 : offsetMs(text, end));
}
function offsetMs(text, at) {
    const hours = twoDigits(text, at + 1);
    const minutes = twoDigits(text, at + 4);
    if (hours > 23 || minutes > 59)
        return Number.NaN;
    return (text.charCodeAt(at) === 45 ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
function twoDigits(text, at) {
    return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
/** Seconds since 1970 at the start of a day, or NaN: `Date` would take 30 February for 2 March. */
function dayStart(day) {
    let seconds = days.get(day);
    if (seconds === undefined) {
        const date = new Date(`${day}T00:00:00Z`);
        seconds = Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? Number.NaN : date.getTime() / 1000;
        if (days.size >= REMEMBERED_DAYS)
            days.clear();
        days.set(day, seconds);
    }
    return seconds;
}
const DAY_BYTES = 10;
const latestDay = new Uint8Array(DAY_BYTES);
let latestDayStart = Number.NaN;
/** The bytes of `YYYY-MM-DDTHH:MM:SSZ`, or the same with `.mmm` -> milliseconds since 1970; NaN for any other form, which says nothing about the time. */
export function parseTimeBytes(bytes, from, to) {
    const length = to - from;
    if ((length !== 20 && length !== 24) || bytes[to - 1] !== 90 || bytes[from + 10] !== 84)
        return Number.NaN;
    if (bytes[from + 13] !== 58 || bytes[from + 16] !== 58)
        return Number.NaN;
    const hour = twoBytes(bytes, from + 11);
    const minute = twoBytes(bytes, from + 14);
    const second = twoBytes(bytes, from + 17);
    let millis = 0;
    if (length === 24) {
        const last = bytes[from + 22] - 48;
        if (bytes[from + 19] !== 46 || last < 0 || last > 9)
            return Number.NaN;
        millis = 10 * twoBytes(bytes, from + 20) + last;
    }
    if (!(hour <= 23 && minute <= 59 && second <= 59 && millis >= 0))
        return Number.NaN;
    const at = (dayStartOf(bytes, from) + hour * 3600 + minute * 60 + second) * 1000 + millis;
    return at >= 0 && at <= LATEST_MS ? at : Number.NaN;
}
/** NaN where they are no digits. */
function twoBytes(bytes, at) {
    const tens = bytes[at] - 48;
    const ones = bytes[at + 1] - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
function dayStartOf(bytes, from) {
    for (let i = DAY_BYTES - 1; i >= 0; i--) {
        if (latestDay[i] === bytes[from + i])
            continue;
        const day = String.fromCharCode(...bytes.subarray(from, from + DAY_BYTES));
        latestDay.set(bytes.subarray(from, from + DAY_BYTES));
        latestDayStart = /^\d{4}-\d\d-\d\d$/.test(day) ? dayStart(day) : Number.NaN;
        break;
    }
    return latestDayStart;
}
//# sourceMappingURL=time.js.map