/** Edges -> a record for each end of each edge, dealt out by ranges of node numbers: what a range needs stays in the cache. */
import { Floats, Ints, ints, room, zeroInts } from "./memory";

/** A range is so many bits of a node's number. */
const RANGE_BITS: i32 = 12;
export const RANGE: i32 = 1 << RANGE_BITS;
/** The bits of a weight that hold the node's place in its range instead: a weight keeps twelve binary digits. */
const PLACE: i32 = RANGE - 1;

/**
 * A record is two words: the neighbour, and the weight as a float's bits with the node's place in its range for the last of them. Those of
 * range r, whose nodes are [r * RANGE, (r + 1) * RANGE), are at word[begin[r]] to word[begin[r + 1]].
 */
@unmanaged
export class Ranges {
  nodes: i32;
  count: i32;
  begin: Ints;
  next: Ints;
  word: Ints;
  /** The greatest weight counted. */
  greatest: f32;
}

/** The node's place in its range, of a record's second word. */
export function placeIn(word: i32): i32 {
  return word & PLACE;
}

/** The weight's bits, of a record's second word; weights are positive, so as bits they are ordered as they are as numbers. */
export function weightBits(word: i32): i32 {
  return word & ~PLACE;
}

export function newRanges(nodes: i32): Ranges {
  const ranges = changetype<Ranges>(room(offsetof<Ranges>()));
  ranges.nodes = nodes;
  ranges.count = (nodes + RANGE - 1) >> RANGE_BITS;
  ranges.begin = zeroInts(ranges.count + 1);
  ranges.next = ints(ranges.count);
  ranges.greatest = 0;
  return ranges;
}

/** Counts some edges' records; loops and weights of 0 have none. False where an edge has no such node, or a weight that cannot be. */
export function countRecords(ranges: Ranges, source: Ints, target: Ints, weight: Floats, edges: i32): bool {
  const begin = ranges.begin;
  const nodes = u32(ranges.nodes);
  let greatest = ranges.greatest;
  for (let e = 0; e < edges; e++) {
    const a = source[e];
    const b = target[e];
    const w = weight[e];
    if (!(w >= 0 && w < Infinity) || u32(a) >= nodes || u32(b) >= nodes) return false;
    greatest = max(greatest, w);
    if (a === b || w === 0) continue;
    begin[(a >>> RANGE_BITS) + 1] += 2;
    begin[(b >>> RANGE_BITS) + 1] += 2;
  }
  ranges.greatest = greatest;
  return true;
}

/** Between counting and dealing: makes room. */
export function layOut(ranges: Ranges): void {
  const begin = ranges.begin;
  for (let r = 0; r < ranges.count; r++) {
    ranges.next[r] = begin[r];
    begin[r + 1] += begin[r];
  }
  ranges.word = ints(begin[ranges.count]);
}

/** A weight becomes a whole number of at most twelve binary digits, as a float's bits. */
export function bitsOf(weight: f32, scale: f64): i32 {
  const whole = f32(Math.max(1, Math.floor(f64(weight) * scale + 0.5)));
  return (reinterpret<i32>(whole) + RANGE / 2) & ~PLACE;
}

/** Weights become whole numbers of at most twelve binary digits, so that no sum of them depends on the order of its terms. */
export function dealOut(ranges: Ranges, source: Ints, target: Ints, weight: Floats, edges: i32, scale: f64): void {
  const next = ranges.next;
  const word = ranges.word;
  for (let e = 0; e < edges; e++) {
    const a = source[e];
    const b = target[e];
    if (a === b || weight[e] === 0) continue;
    const w = bitsOf(weight[e], scale);
    const forth = next[a >>> RANGE_BITS];
    next[a >>> RANGE_BITS] = forth + 2;
    word[forth] = b;
    word[forth + 1] = w | (a & PLACE);
    const back = next[b >>> RANGE_BITS];
    next[b >>> RANGE_BITS] = back + 2;
    word[back] = a;
    word[back + 1] = w | (b & PLACE);
  }
}
