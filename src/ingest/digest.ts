/** A slice's bytes -> its events in columns, what could not be taken, and the event ids for the applier to judge. Pure: runs on a thread. */
import { isUtf8 } from "node:buffer";
import { decodeLine } from "../event/decode.js";
import { eachLine } from "../event/lines.js";
import { MAX_LINE_BYTES, parseEvent } from "../event/parse.js";
import { rawText } from "../event/quarantine.js";
import type { Pseudonymise } from "../indicator/pseudonym.js";
import { Slice } from "../indicator/slice.js";

/** A refused line; `line` counts from 1 within the slice. */
export interface Refusal {
  line: number;
  error: string;
  raw: string;
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
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export function digest(bytes: Buffer, token: Pseudonymise): { digest: Digest; slice: Slice } {
  const slice = new Slice(token);
  const refusals: Refusal[] = [];
  const fields = { dropped: 0, ignored: 0 };
  const allValid = isUtf8(bytes);
  const lines = eachLine(bytes, (line, number) => {
    if (isBlank(line)) return;
    const error = take(line, allValid, slice, fields);
    if (error !== null) refusals.push({ line: number, error, raw: rawText(line) });
  });
  const { dropped, ignored } = fields;
  return {
    slice,
    digest: { ids: idsOf(slice), refusals, events: slice.size + refusals.length, lines, droppedFields: dropped, ignoredFields: ignored },
  };
}

/** Why the line was refused, or null where it was taken. */
function take(line: Buffer, allValid: boolean, slice: Slice, fields: { dropped: number; ignored: number }): string | null {
  if (line.length > MAX_LINE_BYTES) return `longer than ${MAX_LINE_BYTES} bytes`;
  let value: unknown;
  try {
    const text = line[0] === BYTE_ORDER_MARK[0] && line.subarray(0, 3).equals(BYTE_ORDER_MARK) ? line.subarray(3) : line;
    value = decodeLine(text, allValid || isUtf8(text));
  } catch (error) {
    return `not JSON: ${(error as Error).message.slice(0, 200)}`;
  }
  const event = parseEvent(value, fields);
  if (typeof event === "string") return event;
  slice.add(event);
  return null;
}

/** Only white space as JSON has it. */
function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  return true;
}

function idsOf(slice: Slice): Uint32Array {
  const ids = new Uint32Array(3 * slice.size);
  for (let row = 0; row < slice.size; row++) {
    ids[3 * row] = slice.idHi.array[row];
    ids[3 * row + 1] = slice.idLo.array[row];
    ids[3 * row + 2] = Math.floor(slice.time.array[row] / 1000);
  }
  return ids;
}
