/** Byte ranges -> whole lines: "the lines that start in [from, to)", so that any cut of a file is a good one and no two ranges share a line. */
import type { FileHandle } from "node:fs/promises";
import { MAX_LINE_BYTES } from "./parse.js";

const NEWLINE = 10;
const TAIL_BYTES = 64 * 1024;

/** Reads range after range into one buffer: what it gave before is overwritten. */
export class LineReader {
  #buffer = Buffer.alloc(0);

  /** The lines of a file that start in [from, to). One that is too long is cut off just above the limit: it is quarantined unread. */
  async read(file: FileHandle, from: number, to: number): Promise<Buffer> {
    const before = from > 0 ? 1 : 0; // a line starts at `from` where the byte before ends one
    this.#hold(to - from + TAIL_BYTES, 0);
    let length = await fill(file, this.#buffer, 0, from - before, to - from + before);
    const start = before === 0 ? 0 : this.#buffer.subarray(0, length).indexOf(NEWLINE) + 1;
    if ((before > 0 && start === 0) || start === length) return Buffer.alloc(0);
    const lastStart = this.#buffer.lastIndexOf(NEWLINE, length - 1) + 1;
    if (lastStart === length) return this.#buffer.subarray(start, length);
    for (let at = to; length - lastStart <= MAX_LINE_BYTES; ) {
      this.#hold(length + TAIL_BYTES, length);
      const more = await fill(file, this.#buffer, length, at, TAIL_BYTES);
      const newline = this.#buffer.subarray(length, length + more).indexOf(NEWLINE);
      if (newline >= 0) return this.#buffer.subarray(start, length + newline + 1);
      length += more;
      at += more;
      if (more < TAIL_BYTES) break;
    }
    return this.#buffer.subarray(start, length);
  }

  /** Makes room for `length` bytes; the first `kept` stay. */
  #hold(length: number, kept: number): void {
    if (length <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(length + TAIL_BYTES);
    this.#buffer.copy(grown, 0, 0, kept);
    this.#buffer = grown;
  }
}

/** At most `length` bytes: fewer only at the end of the file. */
export async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  return bytes.subarray(0, await fill(file, bytes, 0, position, length));
}

/** Reads into `bytes` from `at` on; returns how many bytes there were. */
async function fill(file: FileHandle, bytes: Buffer, at: number, position: number, length: number): Promise<number> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, at + filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Calls `take` with where each line starts and ends (without its newline) and its number from 1; returns how many there were, blank ones too. */
export function eachLine(bytes: Buffer, take: (start: number, end: number, number: number) => void): number {
  let number = 0;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 ? bytes.length : newline;
    take(at, end, ++number);
    at = end + 1;
  }
  return number;
}
