/** Rows of partners by account (CSR), ascending -> whether two are partners, and where the rows of two begin. */
import { firstFrom } from "../../tools/first-from.js";

export function arePartners(rows: { start: Uint32Array; partner: Uint32Array }, a: number, b: number): boolean {
  const row = firstOf(rows, a, b);
  return row < rows.start[a + 1] && rows.partner[row] === b;
}

/** The first row of `a` with partner >= `b`. */
export function firstOf({ start, partner }: { start: Uint32Array; partner: Uint32Array }, a: number, b: number): number {
  return firstFrom(partner, start[a], start[a + 1], b);
}
