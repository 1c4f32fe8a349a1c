/** What each account found -> pairs: whoever either has for a partner, once, with the account that comes first. */
import { sharedWords } from "../../tools/shared.js";
import { accountsIn } from "../crew/task.js";
import type { BestOfPart } from "./best.js";

/** By account (CSR), its partners. */
export interface Partners {
  /** Length accounts + 1. */
  start: Uint32Array;
  partner: Uint32Array;
}

/** Each pair once, with the account that comes first; partners ascend. */
export type Pairs = Partners;

/** `parts` in their order; `more` has each pair both ways round, and ascends. */
export function joinPairs(parts: readonly BestOfPart[], size: number, more: readonly Partners[]): Pairs {
  const back = foundBy(parts, size);
  const start = sharedWords(size + 1);
  const most = parts.reduce((sum, { later, earlier }) => sum + later.length + earlier.length, 0);
  const partner = sharedWords(more.reduce((sum, one) => sum + one.partner.length / 2, most));
  let n = 0;
  for (const { part, laterStart, later } of parts) {
    const [from, to] = accountsIn(part, size);
    for (let i = from; i < to; i++) {
      const first = n;
      n = merged({ partner: later, from: laterStart[i - from], to: laterStart[i - from + 1] }, back, i, partner, n);
      for (const one of more) n = withMore(one, i, partner, first, n);
      start[i + 1] = n;
    }
  }
  return { start, partner: partner.subarray(0, n) };
}

/** Who has each account for a partner and comes after it, ascending: a counting sort, so nothing is compared. */
function foundBy(parts: readonly BestOfPart[], size: number): Partners {
  const start = new Uint32Array(size + 1);
  for (const { earlier } of parts) for (let n = 0; n < earlier.length; n++) start[earlier[n] + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const partner = new Uint32Array(start[size]);
  for (const { part, earlierStart, earlier } of parts) {
    const [from, to] = accountsIn(part, size);
    for (let i = from; i < to; i++)
      for (let n = earlierStart[i - from]; n < earlierStart[i - from + 1]; n++) partner[next[earlier[n]]++] = i;
  }
  return { start, partner };
}

interface Row {
  partner: Uint32Array;
  from: number;
  to: number;
}

/** Writes those of two ascending rows, once each, from place `n` on; returns the place after them. */
function merged(own: Row, { start, partner: back }: Partners, i: number, to: Uint32Array, n: number): number {
  let p = own.from;
  let q = start[i];
  const end = start[i + 1];
  while (p < own.to || q < end) {
    const x = p < own.to ? own.partner[p] : 0xffffffff;
    const y = q < end ? back[q] : 0xffffffff;
    if (x <= y) p++;
    if (y <= x) q++;
    to[n++] = Math.min(x, y);
  }
  return n;
}

/** Puts those partners of `i` that come after it among the ones at [first, n), which ascend; returns the place after them. */
function withMore({ start, partner }: Partners, i: number, to: Uint32Array, first: number, n: number): number {
  let end = n;
  let at = n; // of what comes next from above: the row is gone through downwards, and so are those that are there
  for (let p = start[i + 1] - 1; p >= start[i] && partner[p] > i; p--) {
    const j = partner[p];
    if (p > start[i] && partner[p - 1] === j) continue; // it stands there again
    while (at > first && to[at - 1] > j) at--;
    if (at > first && to[at - 1] === j) continue;
    to.copyWithin(at + 1, at, end);
    to[at] = j;
    end++;
  }
  return end;
}
