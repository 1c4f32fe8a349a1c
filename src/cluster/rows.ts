/** An edge list -> each node's edges side by side, loops and faint edges left out, weights as whole numbers. */
import { dealOut, placeIn, RANGE, type Ranges, weightBits } from "./deal.js";
import type { EdgeList } from "./graph.js";

/**
 * Compressed rows, both directions of each edge: the edges of node i are at [start[i], start[i + 1]), each as two words, the neighbour and the
 * weight. Rows are in no order, and an edge that came twice is there twice.
 */
export interface Rows {
  size: number;
  start: Int32Array;
  word: Int32Array;
  /** The same memory as floats: real[2p + 1] is the weight of edge p, a whole number. */
  real: Float32Array;
}

/** What is typical of a node is reckoned in whole numbers of this many parts of its greatest weight. */
const PARTS = 2 ** 16;

/**
 * An edge is faint if its weight is below `faint` times what is typical of its ends, their geometric mean: what is little for both or very little for
 * one. Typical of a node is the mean over its weight, not over its edges (sum of squares by sum), which many small edges do not pull down.
 * Half of a large graph is noise.
 */
export function rowsOf(edges: EdgeList, faint: number): Rows {
  return rowsFrom(dealOut(edges), edges.nodes, faint);
}

/** The edges that are not faint, with their weights as whole numbers; loops are left out. */
export function backbone(edges: EdgeList, faint: number): EdgeList {
  const { size, start, word, real } = rowsOf(edges, faint);
  const length = start[size] / 2;
  const kept = { source: new Uint32Array(length), target: new Uint32Array(length), weight: new Float32Array(length) };
  let count = 0;
  for (let i = 0; i < size; i++) {
    for (let p = start[i]; p < start[i + 1]; p++) {
      if (word[2 * p] < i) continue;
      kept.source[count] = i;
      kept.target[count] = word[2 * p];
      kept.weight[count++] = real[2 * p + 1];
    }
  }
  return { nodes: edges.nodes, ...kept };
}

/** The rows that a `backbone`, or a part of it, was made from. */
export function rowsOfBackbone(edges: EdgeList): Rows {
  return rowsFrom(dealOut(edges, 1), edges.nodes, 0);
}

function rowsFrom(ranges: Ranges, nodes: number, faint: number): Rows {
  const { count, begin, word } = ranges;
  const telling = tellingFrom(ranges, nodes, faint);
  const start = new Int32Array(nodes + 1);
  const sorter = new Sorter(word, begin);
  let kept = 0;
  for (let r = 0; r < count; r++)
    kept = sorter.sort(begin[r], keepTelling(word, begin[r], begin[r + 1], telling, r * RANGE), kept, start, r * RANGE);
  start[nodes] = kept / 2;
  return { size: nodes, start, word: word.subarray(0, kept), real: new Float32Array(word.buffer, 0, kept) };
}

/** For each node the root of the weight from which on an edge to its like tells something. */
function tellingFrom({ count, begin, word }: Ranges, nodes: number, faint: number): Float32Array {
  const telling = new Float32Array(nodes);
  const greatest = new Int32Array(RANGE);
  const greatestWeight = new Float32Array(greatest.buffer);
  const sum = new Float64Array(RANGE);
  const squares = new Float64Array(RANGE);
  for (let r = 0; r < count && faint > 0; r++) {
    greatest.fill(0);
    sum.fill(0);
    squares.fill(0);
    measure(word, begin[r], begin[r + 1], greatest);
    weigh(word, begin[r], begin[r + 1], greatestWeight, sum, squares);
    const first = r * RANGE;
    for (let i = 0; i < RANGE && first + i < nodes; i++)
      if (sum[i] > 0) telling[first + i] = Math.sqrt((faint * greatestWeight[i] * squares[i]) / sum[i] / PARTS);
  }
  return telling;
}

/** The bits of the greatest weight of each node of a range. */
function measure(word: Int32Array, begin: number, end: number, greatest: Int32Array): void {
  for (let p = begin + 1; p < end; p += 2) {
    const place = placeIn(word[p]);
    const bits = weightBits(word[p]);
    if (bits > greatest[place]) greatest[place] = bits;
  }
}

function weigh(word: Int32Array, begin: number, end: number, greatest: Float32Array, sum: Float64Array, squares: Float64Array): void {
  const bits = new Int32Array(1);
  const weight = new Float32Array(bits.buffer);
  for (let p = begin + 1; p < end; p += 2) {
    const place = placeIn(word[p]);
    bits[0] = weightBits(word[p]);
    const parts = ((weight[0] / greatest[place]) * PARTS + 0.5) | 0;
    sum[place] += parts;
    squares[place] += parts * parts;
  }
}

/** Moves what tells something to the front of the range; returns its new end. No branch, which none could foretell, and no address that waits for memory. */
function keepTelling(word: Int32Array, begin: number, end: number, telling: Float32Array, first: number): number {
  const least = new Float32Array(1);
  const leastBits = new Int32Array(least.buffer);
  for (let p = begin; p < end; p += 2) {
    const own = word[p + 1];
    least[0] = telling[first + placeIn(own)] * telling[word[p]];
    word[p + 1] = own & ~((weightBits(own) - leastBits[0]) >> 31);
  }
  let kept = begin;
  for (let p = begin; p < end; p += 2) {
    word[kept] = word[p];
    word[kept + 1] = word[p + 1];
    kept += 2 * (-weightBits(word[p + 1]) >>> 31);
  }
  return kept;
}

/** Sorts the records of a range by their nodes, by counting, and lays them where the last ones end. */
class Sorter {
  private readonly next = new Int32Array(RANGE);
  private readonly sorted: Int32Array;

  constructor(
    private readonly word: Int32Array,
    begin: Int32Array,
  ) {
    let most = 0;
    for (let r = 0; r + 1 < begin.length; r++) most = Math.max(most, begin[r + 1] - begin[r]);
    this.sorted = new Int32Array(most);
  }

  /** The records [begin, end) go to `to` and on; returns where they end. */
  sort(begin: number, end: number, to: number, start: Int32Array, first: number): number {
    const { word, next, sorted } = this;
    next.fill(0);
    for (let p = begin + 1; p < end; p += 2) next[placeIn(word[p])] += 2;
    let at = 0;
    for (let i = 0; i < RANGE; i++) {
      const length = next[i];
      next[i] = at;
      if (first + i < start.length) start[first + i] = (to + at) / 2;
      at += length;
    }
    for (let p = begin; p < end; p += 2) {
      const place = placeIn(word[p + 1]);
      const q = next[place];
      next[place] = q + 2;
      sorted[q] = word[p];
      sorted[q + 1] = weightBits(word[p + 1]);
    }
    word.set(sorted.subarray(0, at), to);
    return to + at;
  }
}
