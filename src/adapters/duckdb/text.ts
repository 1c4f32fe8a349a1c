/**
 * Texts and JSON <-> what a VARCHAR holds and every client shows: all is as it is, but half a surrogate pair, NUL, and the sign that says
 * so.
 */

/**
 * `␛` and four hex digits stand for a code unit that a VARCHAR cannot hold, or that ends a text in many a client; for the sign itself too.
 */
const SIGN = "␛";
const UNHELD = /[\0␛\p{Surrogate}]/gu;
const SIGNED = /␛([0-9A-F]{4})/g;
/** In JSON these units are escapes already; a pair of backslashes is one character, and none of them. */
const UNHELD_IN_JSON = /\\\\|\\u(0000|d[89a-f][0-9a-f]{2})|␛/g;

export function encodeText(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(UNHELD, (unit) => SIGN + unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));
}

export function decodeText(text: string): string {
  return text.includes(SIGN) ? text.replace(SIGNED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** Few are not: to look at each unit is many times as fast as to match them. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0 || (unit >= 0x241b && (unit === 0x241b || (unit & 0xf800) === 0xd800))) return false;
  }
  return true;
}

export function encodeJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\u") && !json.includes(SIGN)) return json;
  return json.replace(UNHELD_IN_JSON, (found, hex?: string) => {
    if (hex !== undefined) return SIGN + hex.toUpperCase();
    return found === SIGN ? `${SIGN}241B` : found;
  });
}

/** What `encodeJson` was given, as JSON has it. */
export function decodeJson(json: string): unknown {
  return JSON.parse(json.includes(SIGN) ? json.replace(SIGNED, "\\u$1") : json);
}
