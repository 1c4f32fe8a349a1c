/** What the kernel is asked, in this order: deal edges, make rows, put them in order, arrange them in parcels, and find communities, which may be asked again. */
import { splitDisconnected } from "./connected";
import { countRecords, dealOut, layOut, newRanges, Ranges } from "./deal";
import { arrange, cut, Graph, Parcels } from "./graph";
import { mapEquation } from "./map-equation";
import { Bytes, bytes, floats, Ints, ints, mark, release, room } from "./memory";
import { Order, orderOf } from "./order";
import { edgesOf, Rows, rowsFrom } from "./rows";
import { trim } from "./trim";

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
let partition = changetype<Ints>(0);
let touched = changetype<Bytes>(0);
/** What is above is needed until the graph is arranged. */
let lasting: usize = 0;

export const sourceAt = changetype<usize>(source);
export const targetAt = changetype<usize>(target);
export const weightAt = changetype<usize>(weight);

/** Forgets what there was. */
export function begin(nodes: i32): void {
  release(base);
  ranges = newRanges(nodes);
}

/** Counts the first `edges` of the chunk. */
export function count(edges: i32): void {
  countRecords(ranges, source, target, weight, edges);
}

/** Once all edges are counted, before the first is dealt. */
export function counted(): void {
  const nodes = ranges.nodes;
  let records = 0;
  for (let r = 1; r <= ranges.count; r++) records += ranges.begin[r];
  order.origin = ints(nodes);
  order.component = ints(nodes + 1);
  parcels.parcel = ints(nodes + 1);
  partition = ints(nodes);
  touched = bytes(nodes);
  graph.start = ints(nodes + 1);
  graph.edge = edgesOf(records >> 1);
  lasting = mark();
  layOut(ranges);
}

/** Deals the first `edges` of the chunk; a weight becomes the whole number next to `scale` times it. */
export function deal(edges: i32, scale: f64): void {
  dealOut(ranges, source, target, weight, edges, scale);
}

/** Leaves faint edges out. */
export function makeRows(faint: f64): void {
  rows = rowsFrom(ranges, faint);
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

/** The rows are gone. */
export function arrangeIn(count: i32): void {
  parcels.count = count;
  arrange(rows, order, parcels, graph);
  release(lasting);
}

export function startAt(): usize {
  return changetype<usize>(graph.start);
}

/** Where the graph's edges are: the neighbour's place in its parcel and the weight, side by side. */
export function edgeAt(): usize {
  return changetype<usize>(graph.edge);
}

/** Where a label for each node is to be written, a node of its component, and where the communities are found. */
export function partitionAt(): usize {
  return changetype<usize>(partition);
}

/** Where a warm start's nodes are marked that may have reason to move. */
export function touchedAt(): usize {
  return changetype<usize>(touched);
}

/**
 * The partition's labels -> communities, numbered as they come; returns how many there are. Searches for better ones, all over or from what is touched, or
 * takes what it is given; then bystanders leave and what is not connected comes apart.
 */
export function detect(isSearch: bool, isWarm: bool, trimShare: f64): i32 {
  let communities = 0;
  for (let k = 0; k < parcels.count; k++) {
    const marked = mark();
    const part = cut(graph, parcels, k);
    const from = graph.component[parcels.parcel[k]];
    const own = changetype<Ints>(changetype<usize>(partition) + (usize(from) << 2));
    let marks: Bytes | null = null;
    if (isWarm) marks = changetype<Bytes>(changetype<usize>(touched) + usize(from));
    for (let i = 0; i < part.size; i++) own[i] -= from;
    if (isSearch) improve(part, own, marks);
    if (trimShare > 0) trim(part, own, trimShare, marks);
    const found = splitDisconnected(part, own, 2 * part.size);
    for (let i = 0; i < part.size; i++) own[i] += communities;
    communities += found;
    release(marked);
  }
  return communities;
}

/** A parcel without a touched node stays as it is. */
function improve(part: Graph, partition: Ints, marks: Bytes | null): void {
  if (marks === null) {
    mapEquation(part, partition, null);
    return;
  }
  let moving = 0;
  for (let i = 0; i < part.size; i++) moving += i32(marks[i]);
  if (moving > 0) mapEquation(part, partition, moving < part.size ? marks : null);
}
