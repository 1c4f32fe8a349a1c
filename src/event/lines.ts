/**
 * Byte ranges -> whole lines: "the lines that start in [from, to)", so that any cut of a file is a good one and no two ranges share a line.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { MAX_LINE_BYTES } from "./parse.js";

const NEWLINE = 10;
const BLOCK_BYTES = 512 * 1024;
const TAIL_BYTES = 64 * 1024;

/**
 * The lines of an open file that start in [from, to), in blocks of whole lines that stay in the processor's cache; each block is
 * overwritten by the next. A line that is too long is cut off above the limit: it is quarantined unread.
 */
export function* readLines(file: number, from: number, to: number): Generator<Buffer> {
  if (from >= to) return;
  let buffer = Buffer.allocUnsafeSlow(2 * BLOCK_BYTES);
  let at = Math.max(0, from - 1); // a line starts at `from` where the byte before ends one
  let amid = from > 0;
  let held = 0;
  for (;;) {
    if (buffer.length - held < BLOCK_BYTES) buffer = longer(buffer, held);
    const inside = at < to;
    const wanted = inside ? Math.min(BLOCK_BYTES, to - at) : TAIL_BYTES;
    const read = readSync(file, buffer, held, wanted, at);
    at += read;
    const filled = held + read;
    const start = amid ? buffer.subarray(0, filled).indexOf(NEWLINE) + 1 : 0;
    if (amid && start === 0) {
      if (read === 0 || at >= to) return;
      continue;
    }
    amid = false;
    const newline = inside || read === 0 ? buffer.lastIndexOf(NEWLINE, filled - 1) : buffer.subarray(0, filled).indexOf(NEWLINE, held);
    const ended = read === 0 || (!inside && (newline >= 0 || filled > MAX_LINE_BYTES));
    const end = ended && (read === 0 || newline < 0) ? filled : newline + 1;
    if (end > start) yield buffer.subarray(start, end);
    if (ended) return;
    held = filled - Math.max(start, end);
    if (held === 0 && at >= to) return;
    buffer.copyWithin(0, filled - held, filled);
  }
}

function longer(buffer: Buffer, kept: number): Buffer<ArrayBuffer> {
  const grown = Buffer.allocUnsafeSlow(2 * buffer.length);
  buffer.copy(grown, 0, 0, kept);
  return grown;
}

/** At most `length` bytes: fewer only at the end of the file. */
export async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Where the line that starts at `start` ends: its newline, or the end of the bytes. */
export function lineEnd(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 ? bytes.length : newline;
}
