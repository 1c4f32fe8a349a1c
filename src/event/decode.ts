/**
 * One line's bytes -> a JSON value. Text that cannot be kept (invalid UTF-8, NUL, a lone surrogate) becomes a wrong value, so that the
 * schema drops or refuses it.
 */
import { isAscii, isUtf8 } from "node:buffer";

const LONE_OR_NUL = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** In valid UTF-8, U+FFFD is a character that somebody sent; in other bytes it may stand for what was broken. */
const LONE_NUL_OR_REPLACED = new RegExp(`\\ufffd|${LONE_OR_NUL.source}`);
/** What is known of all the lines around, so that each need not be looked at. */
export interface Bytes {
  ascii: boolean;
  utf8: boolean;
  /** Whether a character may be written as `\\u0000`. */
  escapes: boolean;
}

export function survey(bytes: Buffer): Bytes {
  return { ascii: isAscii(bytes), utf8: isUtf8(bytes), escapes: bytes.includes("\\u") };
}

/** Throws where the bytes are not JSON. */
export function decodeLine(line: Buffer, start: number, end: number, known: Bytes): unknown {
  const text = line.toString(known.ascii ? "latin1" : "utf8", start, end);
  const value: unknown = JSON.parse(text);
  const valid = known.utf8 || isUtf8(line.subarray(start, end));
  if (valid && !(known.escapes && text.includes("\\u"))) return value;
  return without(value, valid ? LONE_OR_NUL : LONE_NUL_OR_REPLACED);
}

/** The same value with every broken string, and what hangs on a broken key, replaced by null. */
function without(value: unknown, broken: RegExp): unknown {
  if (typeof value === "string") return broken.test(value) ? null : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, broken));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, broken.test(key) ? null : without(item, broken)]));
}
