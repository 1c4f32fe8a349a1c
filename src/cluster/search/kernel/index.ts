/**
 * What the kernel is asked, in this order: deal edges, make rows, put them in order, arrange them in parcels, and find communities, which
 * may be asked again.
 */
import { splitDisconnected } from "./connected";
import { bitsOf, countRecords, dealOut, layOut, newRanges, Ranges } from "./deal";
import { arrange, cut, Graph, Parcels } from "./graph";
import { improve, mapEquation } from "./map-equation";
import { Bytes, bytes, copyOf, doubles, Floats, floats, has, Ints, identity, ints, mark, release, room } from "./memory";
import { begin, spread } from "./nodes";
import { Order, orderOf } from "./order";
import { Edges, edgesOf, Rows, rowsFrom, tells } from "./rows";
import { trim } from "./trim";
import { tiesWithin, update } from "./within";

export { xlogx } from "./xlogx";

/** Edges come in so many at a time. */
export const CHUNK: i32 = 1 << 16;

const source = ints(CHUNK);
const target = ints(CHUNK);
const weight = floats(CHUNK);
const order = changetype<Order>(room(offsetof<Order>()));
const graph = changetype<Graph>(room(offsetof<Graph>()));
const parcels = changetype<Parcels>(room(offsetof<Parcels>()));
const base = mark();
let ranges = changetype<Ranges>(0);
let rows = changetype<Rows>(0);
let label = changetype<Ints>(0);
let touched = changetype<Bytes>(0);
let telling = changetype<Floats>(0);

export const sourceAt = changetype<usize>(source);
export const targetAt = changetype<usize>(target);
export const weightAt = changetype<usize>(weight);

/** Forgets what there was. */
export function start(nodes: i32): void {
  release(base);
  ranges = newRanges(nodes);
}

/** Counts the first `edges` of the chunk; false where one of them cannot be. */
export function count(edges: i32): bool {
  return countRecords(ranges, source, target, weight, edges);
}

/** The greatest weight counted. */
export function greatest(): f32 {
  return ranges.greatest;
}

/** Once all edges are counted, before the first is dealt. */
export function counted(): void {
  const nodes = ranges.nodes;
  order.origin = ints(nodes);
  order.component = ints(nodes + 1);
  parcels.parcel = ints(nodes + 1);
  label = ints(nodes);
  telling = floats(nodes);
  touched = bytes(nodes);
  graph.start = ints(nodes + 1);
  graph.strength = doubles(nodes);
  layOut(ranges);
}

/** Deals the first `edges` of the chunk; a weight becomes the whole number next to `scale` times it. */
export function deal(edges: i32, scale: f64): void {
  dealOut(ranges, source, target, weight, edges, scale);
}

/** Leaves faint edges out. */
export function makeRows(faint: f64): void {
  rows = rowsFrom(ranges, faint, telling);
}

export function rowStartAt(): usize {
  return changetype<usize>(rows.start);
}

/** Where the rows' edges are: the neighbour and the weight, side by side. */
export function rowEdgeAt(): usize {
  return changetype<usize>(rows.edge);
}

/** Returns how many components there are. */
export function putInOrder(): i32 {
  orderOf(rows, order);
  return order.components;
}

export function originAt(): usize {
  return changetype<usize>(order.origin);
}

export function componentAt(): usize {
  return changetype<usize>(order.component);
}

/** Where the first component of each parcel is to be written, and the number of components at the end. */
export function parcelAt(): usize {
  return changetype<usize>(parcels.parcel);
}

/**
 * Arranges the graph, and copies it over the rows that it was made from. It is arranged in the space behind the kept edges where that is
 * large enough (half of the edges were left out): memory that is used for the first time costs page faults.
 */
export function arrangeIn(count: i32): void {
  const all = usize(ranges.begin[ranges.count]) << 2;
  const kept = usize(rows.start[rows.size]) << 3;
  const first = changetype<usize>(ranges.word);
  parcels.count = count;
  graph.edge = kept + kept <= all ? changetype<Edges>(first + kept) : edgesOf(rows.start[rows.size]);
  arrange(rows, order, parcels, graph);
  memory.copy(first, changetype<usize>(graph.edge), kept);
  graph.edge = changetype<Edges>(first);
  release((first + kept + 15) & ~15);
}

export function startAt(): usize {
  return changetype<usize>(graph.start);
}

/** Where the graph's edges are: the neighbour's place in its parcel and the weight, side by side. */
export function edgeAt(): usize {
  return changetype<usize>(graph.edge);
}

/** Of the edge list's nodes: where communities to begin with are to be written (-1: none), and where those that are found will be. */
export function labelAt(): usize {
  return changetype<usize>(label);
}

/**
 * Marks the ends of those of the first `edges` of the chunk that are not faint; a weight becomes the whole number next to `scale` times it.
 */
export function touch(edges: i32, scale: f64): void {
  for (let e = 0; e < edges; e++) {
    if (weight[e] === 0 || !tells(telling, source[e], target[e], bitsOf(weight[e], scale))) continue;
    touched[source[e]] = 1;
    touched[target[e]] = 1;
  }
}

/** Of the edge list's nodes: where those are to be marked that may have reason to move. */
export function touchedAt(): usize {
  return changetype<usize>(touched);
}

/**
 * Finds communities, numbered by first appearance; returns how many there are. The search begins with each node alone, or with the labels
 * that are given, and then moves all nodes or what the touched ones set in motion; without a search the labels are taken as they are. Then
 * bystanders leave and what is not connected comes apart.
 */
export function detect(isSearch: bool, isGiven: bool, isPartial: bool, trimShare: f64): i32 {
  const marked = mark();
  const size = graph.size;
  const partition = isGiven ? ints(size) : identity(size);
  let moving: Bytes | null = null;
  if (isPartial) moving = bytes(size);
  if (isGiven) begin(graph, order.origin, label, partition, touched, moving);
  let communities = 0;
  for (let k = 0; k < parcels.count; k++) communities += detectIn(k, isSearch, !isGiven, partition, moving, trimShare, communities);
  const count = spread(size, order.origin, partition, ranges.nodes, label);
  release(marked);
  return count;
}

/** Numbers a parcel's communities from `next` on; returns how many there are. */
function detectIn(k: i32, isSearch: bool, isAlone: bool, partition: Ints, moving: Bytes | null, trimShare: f64, next: i32): i32 {
  const marked = mark();
  const part = cut(graph, parcels, k);
  const from = graph.component[parcels.parcel[k]];
  const own = changetype<Ints>(changetype<usize>(partition) + (usize(from) << 2));
  let marks: Bytes | null = null;
  if (moving !== null) marks = changetype<Bytes>(changetype<usize>(moving) + usize(from));
  for (let i = 0; i < part.size; i++) own[i] -= from;
  if (marks === null) {
    if (isSearch) mapEquation(part, own, isAlone);
    if (trimShare > 0) trim(part.size, own, tiesWithin(part, own), trimShare, null);
  } else if (has(marks, part.size)) {
    const ties = tiesWithin(part, own);
    const before = copyOf(own, part.size);
    improve(part, own, marks, ties);
    update(part, before, own, ties);
    if (trimShare > 0) trim(part.size, own, ties, trimShare, marks);
  }
  const found = splitDisconnected(part, own, 2 * part.size);
  for (let i = 0; i < part.size; i++) own[i] += next;
  release(marked);
  return found;
}
