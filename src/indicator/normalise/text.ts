/** A value's 64-bit key -> the text that analysts see. */
import { formatAddress, formatPrefix } from "../../event/address.js";
import type { Kind } from "../kinds/kind.js";

export function hex64(hi: number, lo: number): string {
  return hi.toString(16).padStart(8, "0") + lo.toString(16).padStart(8, "0");
}

/** Null where the text itself is kept beside the key. */
export const KEY_TEXT: Readonly<Record<Kind["key"], ((hi: number, lo: number) => string) | null>> = {
  text: null,
  pseudonym: hex64,
  simhash: hex64,
  address: formatAddress,
  prefix: formatPrefix,
};
