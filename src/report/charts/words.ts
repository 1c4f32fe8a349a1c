/** What stands in pictures: names that fit, numbers as they are told, the height of a value that is told as "<10". */
import { FEW } from "../../contract/report/fields.js";
import type { Fonts } from "../fonts/fonts.js";
import { TEXT } from "./frame.js";

/** How tall a mark is. Of a count that is told as "<10" only that it is between 1 and 9 is known: it is drawn as 5. */
export function tall(value: number | string | null | undefined): number {
  if (value === FEW) return 5;
  return typeof value === "number" ? value : 0;
}

/** What would be half a number, and white space. */
const TAIL = /[\d.,\s]+$/;
const HEAD = /^[\d.,\s]+/;

/**
 * The text as it is where it fits in so many px, else its beginning and its end: names mostly differ in one of them. Without vowel points
 * and other marks, which a PDF cannot tell the characters of in a picture.
 */
export function fitted(text: string, room: number, fonts: Fonts, size = TEXT): string {
  const cleaned = fonts.clean(text).replace(/\p{M}/gu, "");
  if (fonts.width(cleaned, size) <= room) return cleaned;
  const chars = [...cleaned];
  for (let kept = chars.length - 1; kept > 1; kept--) {
    const from = Math.ceil(kept * 0.6);
    const to = chars.length - (kept - from);
    const short = `${chars.slice(0, from).join("").replace(TAIL, "")}…${chars.slice(to).join("").replace(HEAD, "")}`;
    if (fonts.width(short, size) <= room) return short;
  }
  return "…";
}
