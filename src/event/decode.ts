/** One line's bytes -> a JSON value. Text that cannot be kept (invalid UTF-8, NUL, a lone surrogate) becomes a wrong value, so that the schema drops or refuses it. */

const LONE_OR_NUL = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** In valid UTF-8, U+FFFD is a character that somebody sent; in other bytes it may stand for what was broken. */
const LONE_NUL_OR_REPLACED = new RegExp(`\\ufffd|${LONE_OR_NUL.source}`);
const ESCAPE = Buffer.from("\\u");

/** Throws where the bytes are not JSON. `valid`: the caller knows that they are UTF-8. */
export function decodeLine(line: Buffer, valid: boolean): unknown {
  const value: unknown = JSON.parse(line.toString("utf8"));
  if (valid && !line.includes(ESCAPE)) return value;
  return without(value, valid ? LONE_OR_NUL : LONE_NUL_OR_REPLACED);
}

/** The same value with every broken string, and what hangs on a broken key, replaced by null. */
function without(value: unknown, broken: RegExp): unknown {
  if (typeof value === "string") return broken.test(value) ? null : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, broken));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, broken.test(key) ? null : without(item, broken)]));
}
