/** An edge list -> a record for each end of each edge, dealt out by ranges of node numbers: what a range needs stays in the cache. */
import type { EdgeList } from "./graph.js";

/** A range is so many bits of a node's number. */
const RANGE_BITS = 12;
export const RANGE = 2 ** RANGE_BITS;
/** The bits of a weight that hold the node's place in its range instead: a weight keeps twelve binary digits. */
const PLACE = RANGE - 1;
/** The greatest weight is a whole number of this many bits; the smallest is at least 1. */
const WEIGHT_BITS = 30;

/**
 * A record is two words: the neighbour, and the weight as a float's bits with the node's place in its range for the last of them. Those of range r,
 * whose nodes are [r * RANGE, (r + 1) * RANGE), are at word[begin[r]] to word[begin[r + 1]].
 */
export interface Ranges {
  count: number;
  begin: Int32Array;
  word: Int32Array;
}

/** The node's place in its range, of a record's second word. */
export const placeIn = (word: number): number => word & PLACE;

/** The weight's bits, of a record's second word; weights are positive, so as bits they are ordered as they are as numbers. */
export const weightBits = (word: number): number => word & ~PLACE;

/** Weights become whole numbers of at most twelve binary digits, so that no sum of them depends on the order of its terms; loops and weights of 0 are left out. */
export function dealOut(edges: EdgeList, scale = scaleOf(edges)): Ranges {
  const { nodes, source, target, weight } = edges;
  const count = Math.ceil(nodes / RANGE);
  const begin = new Int32Array(count + 1);
  for (let e = 0; e < source.length; e++) {
    if (source[e] === target[e] || weight[e] === 0) continue;
    begin[(source[e] >>> RANGE_BITS) + 1] += 2;
    begin[(target[e] >>> RANGE_BITS) + 1] += 2;
  }
  for (let r = 0; r < count; r++) begin[r + 1] += begin[r];
  const next = begin.slice(0, count);
  const word = new Int32Array(begin[count]);
  const real = new Float32Array(1);
  const bits = new Int32Array(real.buffer);
  for (let e = 0; e < source.length; e++) {
    const a = source[e];
    const b = target[e];
    if (a === b || weight[e] === 0) continue;
    real[0] = Math.max(1, Math.round(weight[e] * scale));
    const w = (bits[0] + RANGE / 2) & ~PLACE;
    const forth = next[a >>> RANGE_BITS];
    next[a >>> RANGE_BITS] = forth + 2;
    word[forth] = b;
    word[forth + 1] = w | (a & PLACE);
    const back = next[b >>> RANGE_BITS];
    next[b >>> RANGE_BITS] = back + 2;
    word[back] = a;
    word[back + 1] = w | (b & PLACE);
  }
  return { count, begin, word };
}

/** What makes whole numbers of weights: a power of two. */
function scaleOf({ weight }: EdgeList): number {
  let greatest = 0;
  for (let e = 0; e < weight.length; e++) if (weight[e] > greatest) greatest = weight[e];
  return 2 ** (WEIGHT_BITS - Math.ceil(Math.log2(greatest || 1)));
}
