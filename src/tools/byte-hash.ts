/** Runs of bytes -> a 32-bit hash for tables, four bytes a step: it says where to look, and never that two runs are the same. */

const PRIME = 0x9e3779b1;

export function hashStep(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, PRIME);
  return mixed ^ (mixed >>> 15);
}

/** The last bytes, fewer than eight, of a run. */
export function hashEnd(hash: number, view: DataView, from: number, to: number): number {
  let at = from;
  if (at + 4 <= to) {
    hash = hashStep(hash, view.getInt32(at, true));
    at += 4;
  }
  let word = to - at + 1;
  for (; at < to; at++) word = (word << 8) | view.getUint8(at);
  return hashStep(hash, word);
}

/** The hash of the bytes in [from, to), with 32 bits and a sign. */
export function hashBytes32(view: DataView, from: number, to: number): number {
  let hash = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = hashStep(hash, view.getInt32(at, true));
  return hashEnd(hash, view, at, to);
}
