/**
 * A slice's bytes -> its events in columns, what could not be taken, and the event ids for the applier to judge. Pure: runs on a thread.
 */
import { type Bytes, decodeLine, survey } from "../event/decode.js";
import { lineEnd } from "../event/lines.js";
import { type FieldCounts, MAX_LINE_BYTES, parseEvent } from "../event/parse.js";
import { Scanner } from "../event/scanner.js";
import type { Pseudonymise } from "../indicator/normalise/pseudonym.js";
import { Slice } from "../indicator/slice/slice.js";
import { UsageReader } from "../indicator/slice/usage-reader.js";
import { Values } from "../indicator/slice/values.js";
import { type RefusedLine, rawText } from "../model/quarantine.js";

/** A refused line; `line` counts from 1 within the slice. */
export interface Refusal extends RefusedLine {
  line: number;
}

export interface Digest {
  /** Three words an event, in the order of the lines: the id's 64-bit hash and the time in seconds. */
  ids: Uint32Array;
  refusals: Refusal[];
  /** Lines that are not blank. */
  events: number;
  lines: number;
  droppedFields: number;
  ignoredFields: number;
  /** How far each block went, in order. */
  ends: BlockEnd[];
}

/** How many there were of each up to the end of a block. */
export interface BlockEnd {
  lines: number;
  taken: number;
  refusals: number;
}

export interface Digested {
  digest: Digest;
  slice: Slice;
}

/** Digests slice after slice; what it learns of one slice's values makes the next one fast. */
export class Digester {
  readonly #token: Pseudonymise;
  readonly #scanner = new Scanner();
  #values: Values;
  #reader: UsageReader;
  readonly #spare: Slice[] = [];

  constructor(token: Pseudonymise) {
    this.#token = token;
    this.#values = new Values(token);
    this.#reader = new UsageReader(this.#values, this.#scanner);
  }

  /**
   * `blocks` of whole lines, each of which may be overwritten by the next, and lines that were refused before. A byte order mark before
   * them is passed over, where `marks` says that one may be there. The slice is the caller's until it is given back.
   */
  digest(blocks: Iterable<Buffer | RefusedLine>, marks = true): Digested {
    const slice = this.#emptySlice();
    const refusals: Refusal[] = [];
    const fields = { dropped: 0, ignored: 0 };
    const ends: BlockEnd[] = [];
    let lines = 0;
    for (const block of blocks) {
      if (block instanceof Uint8Array)
        lines += this.#eachLine(block, marks && lines === 0 && hasByteOrderMark(block) ? 3 : 0, lines, slice, refusals, fields);
      else refusals.push({ line: ++lines, ...block });
      ends.push({ lines, taken: slice.size, refusals: refusals.length });
    }
    const { dropped, ignored } = fields;
    return {
      slice,
      digest: {
        ids: slice.ids.slice(0, 3 * slice.size),
        refusals,
        events: slice.size + refusals.length,
        lines,
        droppedFields: dropped,
        ignoredFields: ignored,
        ends,
      },
    };
  }

  /** Takes back a slice that nobody needs any more: its memory serves the next one. */
  takeBack(slice: Slice): void {
    this.#spare.push(slice);
  }

  #emptySlice(): Slice {
    if (this.#values.full) {
      this.#values = new Values(this.#token);
      this.#reader = new UsageReader(this.#values, this.#scanner);
    }
    const slice = this.#spare.pop();
    if (!slice) return new Slice(this.#values);
    slice.begin(this.#values);
    return slice;
  }

  /** Digests a block's lines from byte `at` on, which so many came before; returns how many they are. */
  #eachLine(bytes: Buffer, at: number, before: number, slice: Slice, refusals: Refusal[], fields: FieldCounts): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const scanner = this.#scanner;
    scanner.load(bytes);
    let known: Bytes | null = null;
    let number = 0;
    for (; at < bytes.length; number++) {
      const plain = scanner.scan(at);
      if (plain >= 0 && plain - at <= MAX_LINE_BYTES && this.#reader.read(bytes, view, slice, fields)) {
        at = plain + 1;
        continue;
      }
      const end = lineEnd(bytes, at);
      if (!isBlank(bytes, at, end)) {
        known ??= survey(bytes);
        const error = take(bytes, at, end, known, slice, fields);
        if (error !== null) refusals.push({ line: before + number + 1, error, raw: rawText(bytes.subarray(at, end)) });
      }
      at = end + 1;
    }
    return number;
  }
}

/** Why the line was refused, or null where it was taken. */
function take(bytes: Buffer, start: number, end: number, known: Bytes, slice: Slice, fields: FieldCounts): string | null {
  if (end - start > MAX_LINE_BYTES) return `longer than ${MAX_LINE_BYTES} bytes`;
  let value: unknown;
  try {
    value = decodeLine(bytes, start, end, known);
  } catch (error) {
    return `not JSON: ${(error as Error).message.slice(0, 200)}`;
  }
  const event = parseEvent(value, fields);
  if (typeof event === "string") return event;
  slice.add(event);
  return null;
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Only white space as JSON has it. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== 13) return false;
  return true;
}
