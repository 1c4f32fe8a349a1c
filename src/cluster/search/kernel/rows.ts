/** Records by ranges -> each node's edges side by side, faint edges left out. */
import { placeIn, RANGE, Ranges, weightBits } from "./deal";
import { doubles, Floats, Ints, ints, mark, release, room, zeroInts } from "./memory";

/**
 * Both directions of each edge: the edges of node i are at [start[i], start[i + 1]), in no order; an edge that came twice is there twice.
 */
@unmanaged
export class Rows {
  size: i32;
  start: Ints;
  edge: Edges;
}

/** Each edge is two words, the neighbour and the weight: a whole number, so that no sum of weights depends on the order of its terms. */
@unmanaged
export class Edges {
  to(p: i32): i32 {
    return load<i32>(changetype<usize>(this) + (usize(p) << 3));
  }
  weight(p: i32): f32 {
    return load<f32>(changetype<usize>(this) + (usize(p) << 3), 4);
  }
  put(p: i32, to: i32, weight: f32): void {
    const at = changetype<usize>(this) + (usize(p) << 3);
    store<i32>(at, to);
    store<f32>(at, weight, 4);
  }
}

export function edgesOf(length: i32): Edges {
  return changetype<Edges>(doubles(length));
}

/** What is typical of a node is reckoned in whole numbers of this many parts of its greatest weight. */
const PARTS: f64 = 65_536;

/**
 * An edge is faint if its weight is below `faint` times what is typical of its ends, their geometric mean: what is little for both or very
 * little for one. Typical of a node is the mean over its weight, not over its edges (sum of squares by sum), which many small edges do not
 * pull down. The rows take the place of the records, and each node's part in the rule goes into `telling`.
 */
export function rowsFrom(ranges: Ranges, faint: f64, telling: Floats): Rows {
  const nodes = ranges.nodes;
  const begin = ranges.begin;
  const word = ranges.word;
  const rows = changetype<Rows>(room(offsetof<Rows>()));
  const start = zeroInts(nodes + 1);
  rows.size = nodes;
  rows.start = start;
  rows.edge = changetype<Edges>(word);
  const marked = mark();
  tellingFrom(ranges, faint, telling);
  let most = 0;
  for (let r = 0; r < ranges.count; r++) most = max(most, begin[r + 1] - begin[r]);
  const next = ints(RANGE);
  const sorted = ints(most);
  let kept = 0;
  for (let r = 0; r < ranges.count; r++) {
    const end = faint > 0 ? keepTelling(word, begin[r], begin[r + 1], telling, r * RANGE) : begin[r + 1];
    kept = sort(word, begin[r], end, kept, start, r * RANGE, nodes, next, sorted);
  }
  start[nodes] = kept >> 1;
  release(marked);
  return rows;
}

/** Of a weight's bits: whether an edge of it between the two nodes tells something. */
export function tells(telling: Floats, a: i32, b: i32, bits: i32): bool {
  return bits >= reinterpret<i32>(telling[a] * telling[b]);
}

/** For each node the root of the weight from which on an edge to its like tells something. */
function tellingFrom(ranges: Ranges, faint: f64, telling: Floats): void {
  const nodes = ranges.nodes;
  memory.fill(changetype<usize>(telling), 0, usize(nodes) << 2);
  if (faint <= 0) return;
  const marked = mark();
  const greatest = ints(RANGE);
  const sum = doubles(RANGE);
  const squares = doubles(RANGE);
  for (let r = 0; r < ranges.count; r++) {
    for (let i = 0; i < RANGE; i++) {
      greatest[i] = 0;
      sum[i] = 0;
      squares[i] = 0;
    }
    const from = ranges.begin[r];
    const to = ranges.begin[r + 1];
    measure(ranges.word, from, to, greatest);
    weigh(ranges.word, from, to, greatest, changetype<usize>(sum), changetype<usize>(squares));
    const first = r * RANGE;
    const places = min(RANGE, nodes - first);
    for (let i = 0; i < places; i++) {
      const typical = (faint * f64(reinterpret<f32>(greatest[i])) * squares[i]) / sum[i] / PARTS;
      telling[first + i] = sum[i] > 0 ? f32(sqrt<f64>(typical)) : 0;
    }
  }
  release(marked);
}

/** The bits of the greatest weight of each node of a range. */
function measure(word: Ints, begin: i32, end: i32, greatest: Ints): void {
  for (let p = begin + 1; p < end; p += 2) {
    const place = placeIn(word[p]);
    greatest[place] = max(greatest[place], weightBits(word[p]));
  }
}

function weigh(word: Ints, begin: i32, end: i32, greatest: Ints, sum: usize, squares: usize): void {
  for (let p = begin + 1; p < end; p += 2) {
    const place = placeIn(word[p]);
    const share = f64(reinterpret<f32>(weightBits(word[p]))) / f64(reinterpret<f32>(greatest[place]));
    const parts = f64(i32(share * PARTS + 0.5));
    const at = usize(place) << 3;
    store<f64>(sum + at, load<f64>(sum + at) + parts);
    store<f64>(squares + at, load<f64>(squares + at) + parts * parts);
  }
}

/** Moves what tells something to the front of the range; returns its new end. Without a branch: no processor could predict it. */
function keepTelling(word: Ints, begin: i32, end: i32, telling: Floats, first: i32): i32 {
  let kept = begin;
  for (let p = begin; p < end; p += 2) {
    const to = word[p];
    const own = word[p + 1];
    word[kept] = to;
    word[kept + 1] = own;
    kept += i32(tells(telling, first + placeIn(own), to, weightBits(own))) << 1;
  }
  return kept;
}

/** Sorts the records [begin, end) of a range by their nodes, by counting, and lays them from `to` on; returns where they end. */
function sort(word: Ints, begin: i32, end: i32, to: i32, start: Ints, first: i32, nodes: i32, next: Ints, sorted: Ints): i32 {
  memory.fill(changetype<usize>(next), 0, RANGE << 2);
  for (let p = begin + 1; p < end; p += 2) next[placeIn(word[p])] += 2;
  let at = 0;
  const places = min(RANGE, nodes - first);
  for (let i = 0; i < places; i++) {
    const length = next[i];
    next[i] = at;
    start[first + i] = (to + at) >> 1;
    at += length;
  }
  for (let p = begin; p < end; p += 2) {
    const place = placeIn(word[p + 1]);
    const q = next[place];
    next[place] = q + 2;
    sorted[q] = word[p];
    sorted[q + 1] = weightBits(word[p + 1]);
  }
  memory.copy(changetype<usize>(word) + (usize(to) << 2), changetype<usize>(sorted), usize(at) << 2);
  return to + at;
}
