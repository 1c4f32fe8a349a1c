import { MAX_LINE_BYTES } from "./parse.js";
const NEWLINE = 10;
const TAIL_BYTES = 64 * 1024;
/** The lines of a file that start in [from, to). One that is too long is cut off just above the limit: it is quarantined unread. */
export async function readLines(file, from, to) {
    const before = from > 0 ? 1 : 0; // a line starts at `from` where the byte before ends one
    let bytes = await readFully(file, from - before, to - from + before);
    const start = before === 0 ? 0 : bytes.indexOf(NEWLINE) + 1;
    if (before > 0 && start === 0)
        return Buffer.alloc(0);
    if (start === bytes.length)
        return Buffer.alloc(0);
    const lastStart = bytes.lastIndexOf(NEWLINE, bytes.length - 1) + 1;
    if (lastStart === bytes.length)
        return bytes.subarray(start);
    const tail = [];
    let length = bytes.length - lastStart;
    for (let at = to; length <= MAX_LINE_BYTES;) {
        const more = await readFully(file, at, TAIL_BYTES);
        const end = more.indexOf(NEWLINE);
        tail.push(end < 0 ? more : more.subarray(0, end));
        if (end >= 0 || more.length < TAIL_BYTES)
            break;
        at += more.length;
        length += more.length;
    }
    bytes = Buffer.concat([bytes, ...tail]);
    return bytes.subarray(start);
}
/** At most `length` bytes: fewer only at the end of the file. */
export async function readFully(file, position, length) {
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return bytes.subarray(0, filled);
}
/** Calls `take` with where each line starts and ends (without its newline) and its number from 1; returns how many there were, blank ones too. */
export function eachLine(bytes, take) {
    let number = 0;
    for (let at = 0; at < bytes.length;) {
        const newline = bytes.indexOf(NEWLINE, at);
        const end = newline < 0 ? bytes.length : newline;
        take(at, end, ++number);
        at = end + 1;
    }
    return number;
}
//# sourceMappingURL=lines.js.map