/**
 * What a cluster and its links are kept as -> a fingerprint of each part that is written by itself: what has the same is not written again.
 */
import { createHash, hash } from "node:crypto";
import type { PackedLinks } from "./packed-links.js";

export interface Fingerprints {
  details: string;
  members: string;
  links: string;
}

/** Hexadecimal digits of SHA-256 that are kept: 128 bits. */
const DIGITS = 32;

/** The cells that `detailCells` makes; NUL is in none. */
export const detailsPrint = (cells: readonly (string | number | null)[]): string =>
  print(cells.map((cell) => (cell === null ? "-" : `+${cell}`)).join("\0"));

export const membersPrint = (accounts: readonly string[]): string => print(JSON.stringify(accounts));

export function linksPrint({ accounts, kinds, rowValue, ...numbers }: PackedLinks): string {
  const links = createHash("sha256");
  for (const text of [accounts, kinds, rowValue]) links.update(`${text.length} ${text}`);
  for (const list of Object.values(numbers)) links.update(list.length.toString()).update(list);
  return links.digest("hex").slice(0, DIGITS);
}

const print = (text: string): string => hash("sha256", text).slice(0, DIGITS);
