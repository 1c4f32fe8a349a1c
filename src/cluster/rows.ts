/** An edge list -> each node's edges side by side, loops and the edges that are faint for both their ends left out, weights as whole numbers. */
import type { EdgeList } from "./graph.js";

/** Compressed rows, both directions of each edge: the neighbours of node i are at [start[i], start[i + 1]). */
export interface Rows {
  size: number;
  start: Int32Array;
  neighbour: Int32Array;
  /** Whole numbers: no sum of them depends on the order of its terms. */
  weight: Float32Array;
}

/** Nodes are dealt with in so many ranges of numbers at most, one after the other: what a range needs stays in the cache. */
const RANGE_BITS = 8;
/** The greatest weight is a whole number of this many bits; the smallest is at least 1. */
const WEIGHT_BITS = 30;
/** What is typical of a node is reckoned in whole numbers of this many parts of its greatest weight. */
const PARTS = 2 ** 16;

/**
 * An edge is faint for a node whose weight is below `faint` times the node's typical one: the mean over its weight, not over its edges (sum of
 * squares by sum), which many small edges do not pull down. Half of a large graph is noise. Rows are in no order, and an edge that came
 * twice is there twice.
 */
export function rowsOf(edges: EdgeList, faint: number): Rows {
  return rowsAt(edges, faint, scaleOf(edges));
}

/** The edges that are not faint, with their weights as whole numbers; loops are left out. */
export function backbone(edges: EdgeList, faint: number): EdgeList {
  const { size, start, neighbour, weight } = rowsOf(edges, faint);
  const kept = {
    source: new Uint32Array(weight.length / 2),
    target: new Uint32Array(weight.length / 2),
    weight: new Float32Array(weight.length / 2),
  };
  let count = 0;
  for (let i = 0; i < size; i++) {
    for (let p = start[i]; p < start[i + 1]; p++) {
      if (neighbour[p] < i) continue;
      kept.source[count] = i;
      kept.target[count] = neighbour[p];
      kept.weight[count++] = weight[p];
    }
  }
  return { nodes: edges.nodes, ...kept };
}

/** The rows that a `backbone`, or a part of it, was made from. */
export function rowsOfBackbone(edges: EdgeList): Rows {
  return rowsAt(edges, 0, 1);
}

function rowsAt(edges: EdgeList, faint: number, scale: number): Rows {
  const ranges = dealOut(edges, scale);
  const least = leastOf(ranges, edges.nodes, faint);
  const start = new Int32Array(edges.nodes + 1);
  for (let r = 0; r < ranges.count; r++) ranges.end[r] = keepTelling(ranges.word, ranges.begin[r], ranges.end[r], least, start);
  for (let i = 0; i < edges.nodes; i++) start[i + 1] += start[i];
  const next = start.slice(0, edges.nodes);
  const neighbour = new Int32Array(start[edges.nodes]);
  const weight = new Float32Array(start[edges.nodes]);
  for (let r = 0; r < ranges.count; r++) layOut(ranges.word, ranges.real, ranges.begin[r], ranges.end[r], next, neighbour, weight);
  return { size: edges.nodes, start, neighbour, weight };
}

/** What makes whole numbers of weights: a power of two. */
function scaleOf({ weight }: EdgeList): number {
  let greatest = 0;
  for (let e = 0; e < weight.length; e++) if (weight[e] > greatest) greatest = weight[e];
  return 2 ** (WEIGHT_BITS - Math.ceil(Math.log2(greatest || 1)));
}

/**
 * Each edge twice, once for each end, as three words: node, neighbour, weight. The records of range r, whose nodes have all but the last bits in
 * common, begin at word[begin[r]] and end before word[end[r]].
 */
interface Ranges {
  count: number;
  /** A node is in range (node >>> shift). */
  shift: number;
  begin: Int32Array;
  end: Int32Array;
  word: Int32Array;
  /** The same memory; weights are positive, so as bits they are ordered as they are as numbers. */
  real: Float32Array;
}

function dealOut({ nodes, source, target, weight }: EdgeList, scale: number): Ranges {
  const shift = Math.max(0, Math.ceil(Math.log2(Math.max(1, nodes))) - RANGE_BITS);
  const count = Math.ceil(nodes / 2 ** shift);
  const edges = source.length;
  const end = new Int32Array(count + 1);
  for (let e = 0; e < edges; e++) {
    if (source[e] === target[e] || weight[e] === 0) continue;
    end[(source[e] >>> shift) + 1] += 3;
    end[(target[e] >>> shift) + 1] += 3;
  }
  for (let r = 0; r < count; r++) end[r + 1] += end[r];
  const begin = end.slice(0, count);
  const word = new Int32Array(end[count]);
  const real = new Float32Array(word.buffer);
  for (let e = 0; e < edges; e++) {
    const a = source[e];
    const b = target[e];
    if (a === b || weight[e] === 0) continue;
    const w = Math.max(1, Math.round(weight[e] * scale));
    const forth = end[a >>> shift];
    end[a >>> shift] = forth + 3;
    word[forth] = a;
    word[forth + 1] = b;
    real[forth + 2] = w;
    const back = end[b >>> shift];
    end[b >>> shift] = back + 3;
    word[back] = b;
    word[back + 1] = a;
    real[back + 2] = w;
  }
  return { count, shift, begin, end, word, real };
}

/** The weight below which an edge is faint for each node, as bits. */
function leastOf({ count, shift, begin, end, word, real }: Ranges, nodes: number, faint: number): Int32Array {
  const least = new Float32Array(nodes);
  const span = 2 ** shift;
  const greatest = new Float32Array(span);
  const sum = new Float64Array(span);
  const squares = new Float64Array(span);
  for (let r = 0; r < count && faint > 0; r++) {
    greatest.fill(0);
    sum.fill(0);
    squares.fill(0);
    measure(word, real, begin[r], end[r], greatest);
    weigh(word, real, begin[r], end[r], greatest, sum, squares);
    const first = r * span;
    for (let i = 0; i < span && first + i < nodes; i++)
      if (sum[i] > 0) least[first + i] = (faint * greatest[i] * squares[i]) / sum[i] / PARTS;
  }
  return new Int32Array(least.buffer);
}

/** The greatest weight of each node of a range, by the last bits of its number. */
function measure(word: Int32Array, real: Float32Array, begin: number, end: number, greatest: Float32Array): void {
  const last = greatest.length - 1;
  for (let p = begin; p < end; p += 3) {
    const i = word[p] & last;
    if (real[p + 2] > greatest[i]) greatest[i] = real[p + 2];
  }
}

function weigh(
  word: Int32Array,
  real: Float32Array,
  begin: number,
  end: number,
  greatest: Float32Array,
  sum: Float64Array,
  squares: Float64Array,
): void {
  const last = greatest.length - 1;
  for (let p = begin; p < end; p += 3) {
    const i = word[p] & last;
    const parts = ((real[p + 2] / greatest[i]) * PARTS + 0.5) | 0;
    sum[i] += parts;
    squares[i] += parts * parts;
  }
}

/**
 * Moves what tells something to one of its ends to the front of the range, without a branch, which none could foretell; counts it for its node;
 * returns its new end.
 */
function keepTelling(word: Int32Array, begin: number, end: number, least: Int32Array, start: Int32Array): number {
  let kept = begin;
  for (let p = begin; p < end; p += 3) {
    const i = word[p];
    const j = word[p + 1];
    const w = word[p + 2];
    word[kept] = i;
    word[kept + 1] = j;
    word[kept + 2] = w;
    const tells = ~((w - least[i]) & (w - least[j])) >>> 31;
    start[i + 1] += tells;
    kept += 3 * tells;
  }
  return kept;
}

function layOut(
  word: Int32Array,
  real: Float32Array,
  begin: number,
  end: number,
  next: Int32Array,
  neighbour: Int32Array,
  weight: Float32Array,
): void {
  for (let p = begin; p < end; p += 3) {
    const at = next[word[p]]++;
    neighbour[at] = word[p + 1];
    weight[at] = real[p + 2];
  }
}
