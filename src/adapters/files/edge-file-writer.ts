/** Communities -> a CSV file of `node,community`, written as bytes, no string for any row. */
import { closeSync, openSync, writeSync } from "node:fs";
import type { NamedEdges } from "./edge-file.js";

const CHUNK = 1 << 20;
const [LF, CR, QUOTE, COMMA, ZERO] = [10, 13, 34, 44, 48];

/** In the order of the nodes, under a header. */
export function writeCommunities(path: string, { names, order }: NamedEdges, community: Int32Array): void {
  const file = openSync(path, "w");
  try {
    let buffer = Buffer.allocUnsafe(CHUNK);
    let at = buffer.write("node,community\n");
    for (let i = 0; i < order.length; i++) {
      const from = names.start[order[i]];
      const to = names.start[order[i] + 1];
      if (at + 2 * (to - from) + 16 > buffer.length) {
        writeAll(file, buffer.subarray(0, at));
        at = 0;
        if (2 * (to - from) + 16 > buffer.length) buffer = Buffer.allocUnsafe(4 * (to - from) + 16);
      }
      at = writeName(names.bytes, from, to, buffer, at);
      buffer[at++] = COMMA;
      at = writeInteger(community[i], buffer, at);
      buffer[at++] = LF;
    }
    writeAll(file, buffer.subarray(0, at));
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function writeName(bytes: Uint8Array, from: number, to: number, buffer: Uint8Array, at: number): number {
  const begin = at;
  let special = false;
  for (let p = from; p < to; p++) {
    const byte = bytes[p];
    if (byte === COMMA || byte === QUOTE || byte === CR) special = true;
    buffer[at++] = byte;
  }
  if (!special) return at;
  at = begin;
  buffer[at++] = QUOTE;
  for (let p = from; p < to; p++) {
    if (bytes[p] === QUOTE) buffer[at++] = QUOTE;
    buffer[at++] = bytes[p];
  }
  buffer[at++] = QUOTE;
  return at;
}

function writeInteger(value: number, buffer: Uint8Array, at: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  for (let p = at + digits - 1; p >= at; p--) {
    buffer[p] = ZERO + (value % 10);
    value = Math.floor(value / 10);
  }
  return at + digits;
}
