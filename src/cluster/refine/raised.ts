/** What the members of each community hold -> by value, the communities that it is commoner in than elsewhere (an inverted index). */
import type { Held } from "./held.js";

/** A value that is raised by fewer bits suggests nothing. */
const LEAST_BITS = 1;

/** By token: the profiles in which it is raised, ascending, and by how many bits (CSR). */
export interface Raised {
  /** By token: its row, or -1 where it is raised in none. */
  row: Int32Array;
  start: Uint32Array;
  profile: Uint32Array;
  bits: Float64Array;
  /** By row: the most bits that it is raised by anywhere. */
  most: Float64Array;
}

/** `tokens`: how many there are. */
export function raisedIn({ start: from, token, lift }: Held, tokens: number): Raised {
  const row = new Int32Array(tokens).fill(-1);
  let rows = 0;
  for (let i = 0; i < token.length; i++) if (lift[i] >= LEAST_BITS && row[token[i]] < 0) row[token[i]] = rows++;
  const start = new Uint32Array(rows + 1);
  for (let i = 0; i < token.length; i++) if (lift[i] >= LEAST_BITS) start[row[token[i]] + 1]++;
  for (let r = 0; r < rows; r++) start[r + 1] += start[r];
  const next = start.slice(0, rows);
  const raised = { row, start, profile: new Uint32Array(start[rows]), bits: new Float64Array(start[rows]), most: new Float64Array(rows) };
  for (let p = 0; p + 1 < from.length; p++)
    for (let i = from[p]; i < from[p + 1]; i++) {
      if (lift[i] < LEAST_BITS) continue;
      const r = row[token[i]];
      const at = next[r]++;
      raised.profile[at] = p;
      raised.bits[at] = lift[i];
      raised.most[r] = Math.max(raised.most[r], lift[i]);
    }
  return raised;
}

/** The bits that a token is raised by in a profile, 0 where it is not: looked for among the profile's own tokens, which are few. */
export function raisedBits({ start, token: tokens, lift }: Held, profile: number, token: number): number {
  let from = start[profile];
  let to = start[profile + 1];
  const end = to;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (tokens[middle] < token) from = middle + 1;
    else to = middle;
  }
  return from < end && tokens[from] === token && lift[from] >= LEAST_BITS ? lift[from] : 0;
}
