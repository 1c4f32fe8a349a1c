/** Rows -> an order of their nodes in which those that are close in the graph are close in memory, which is most of the speed. */
import { Floats, floats, Ints, identity, ints, mark, release } from "./memory";
import { Rows } from "./rows";
import { find, flatten, join } from "./sets";

/** A group of the last round holds some hundreds of nodes. */
const ROUNDS: i32 = 4;
/** So many of a node's edges, the strongest, tell where it belongs. */
const STRONGEST: i32 = 3;
/** Loops are over so many nodes a call: the machine replaces a function's code by faster code between calls only. */
const STRIDE: i32 = 1 << 14;

/** What `orderOf` found: the nodes that have edges, component by component, and where each component begins among them, and the end. */
@unmanaged
export class Order {
  size: i32;
  origin: Ints;
  components: i32;
  component: Ints;
}

/**
 * Groups of nodes join the group that they have their strongest tie to, and do so again (Borůvka 1926): groups of groups of groups, one
 * after another. Does not depend on the order within rows. `origin` and `component` of the order have room for as many as there are nodes,
 * and one more.
 */
export function orderOf(rows: Rows, order: Order): void {
  const marked = mark();
  const live = ints(rows.size);
  const rank = ints(rows.size);
  const size = liveNodes(rows, live, rank);
  const parent = identity(size);
  const next = ints(size);
  memory.fill(changetype<usize>(next), 0xff, usize(size) << 2);
  const last = identity(size);
  const to = ints(STRONGEST * size);
  const weight = floats(STRONGEST * size);
  for (let i = 0; i < size; i += STRIDE) strongestTies(rows, live, rank, i, min(size, i + STRIDE), to, weight);
  const set = identity(size);
  const best = ints(size);
  const most = floats(size);
  const open = identity(size);
  let left = size;
  for (let round = 0; round < ROUNDS; round++) {
    memory.fill(changetype<usize>(best), 0xff, usize(size) << 2);
    memory.fill(changetype<usize>(most), 0, usize(size) << 2);
    let kept = 0;
    for (let k = 0; k < left; k += STRIDE) kept = choose(to, weight, set, open, k, min(left, k + STRIDE), kept, best, most);
    left = kept;
    for (let i = 0; i < size; i += STRIDE) joinChosen(best, i, min(size, i + STRIDE), parent, next, last);
    for (let i = 0; i < size; i += STRIDE) flattenInto(parent, i, min(size, i + STRIDE), set);
  }
  for (let k = 0; k < left; k += STRIDE) joinTies(to, open, k, min(left, k + STRIDE), parent);
  joinRest(rows, live, rank, size, parent, best);
  list(live, size, set, next, parent, last, order);
  release(marked);
}

/** Nodes that have edges, and each one's place among them, which stands for it from then on. Returns how many there are. */
function liveNodes(rows: Rows, live: Ints, rank: Ints): i32 {
  let count = 0;
  for (let i = 0; i < rows.size; i++) {
    rank[i] = count;
    live[count] = i;
    count += i32(rows.start[i] < rows.start[i + 1]);
  }
  return count;
}

/**
 * Of node i at [STRONGEST * i, STRONGEST * (i + 1)), the strongest first and of equal ones the one to the lowest node; -1 where there are
 * no more. A tie is one number, the weight's bits before the node's, and three of them are kept without a branch, as
 * no processor could predict it.
 */
function strongestTies(rows: Rows, live: Ints, rank: Ints, from: i32, end: i32, to: Ints, weight: Floats): void {
  const start = rows.start;
  const edge = rows.edge;
  for (let i = from; i < end; i++) {
    let first: u64 = 0;
    let second: u64 = 0;
    let third: u64 = 0;
    const stop = start[live[i] + 1];
    for (let p = start[live[i]]; p < stop; p++) {
      const tie = (u64(reinterpret<u32>(edge.weight(p))) << 32) | u64(~u32(edge.to(p)));
      const rest = min(first, tie);
      first = max(first, tie);
      third = max(third, min(second, rest));
      second = max(second, rest);
    }
    const at = STRONGEST * i;
    put(to, weight, rank, at, first);
    put(to, weight, rank, at + 1, second);
    put(to, weight, rank, at + 2, third);
  }
}

function put(to: Ints, weight: Floats, rank: Ints, at: i32, tie: u64): void {
  to[at] = tie === 0 ? -1 : rank[~u32(tie)];
  weight[at] = reinterpret<f32>(u32(tie >>> 32));
}

/**
 * For each set the one that the strongest of its ties leads to; of equal ones, the lowest. Looks at the nodes that `open` has from `from`
 * to before `end`, moves those to the front (from `kept` on) that have ties out of their sets, and drops their ties within; returns how
 * many there are then.
 */
function choose(to: Ints, weight: Floats, set: Ints, open: Ints, from: i32, end: i32, kept: i32, best: Ints, most: Floats): i32 {
  for (let k = from; k < end; k++) {
    const i = open[k];
    const own = set[i];
    const first = STRONGEST * i;
    while (to[first] >= 0 && set[to[first]] === own) drop(to, weight, first);
    if (to[first] < 0) continue;
    open[kept++] = i;
    const other = set[to[first]];
    if (weight[first] > most[own] || (weight[first] === most[own] && other < best[own])) {
      most[own] = weight[first];
      best[own] = other;
    }
  }
  return kept;
}

/** Takes a node's strongest tie away. */
function drop(to: Ints, weight: Floats, first: i32): void {
  for (let t = first; t < first + STRONGEST - 1; t++) {
    to[t] = to[t + 1];
    weight[t] = weight[t + 1];
  }
  to[first + STRONGEST - 1] = -1;
}

/** Where two sets join, one's list of members follows the other's. */
function joinChosen(best: Ints, from: i32, end: i32, parent: Ints, next: Ints, last: Ints): void {
  for (let i = from; i < end; i++) {
    if (best[i] < 0) continue;
    const a = find(parent, i);
    const b = find(parent, best[i]);
    if (a === b) continue;
    const kept = min(a, b);
    const joined = max(a, b);
    next[last[kept]] = joined;
    last[kept] = last[joined];
    parent[joined] = kept;
  }
}

function flattenInto(parent: Ints, from: i32, end: i32, set: Ints): void {
  flatten(parent, from, end);
  for (let i = from; i < end; i++) set[i] = parent[i];
}

/**
 * Joins what edges tie of whatever kind. Each edge is in the rows of both its ends, so that the set that most are in already needs no look
 * (Sutton et al. 2018).
 */
function joinRest(rows: Rows, live: Ints, rank: Ints, size: i32, parent: Ints, members: Ints): void {
  for (let i = 0; i < size; i += STRIDE) flatten(parent, i, min(size, i + STRIDE));
  memory.fill(changetype<usize>(members), 0, usize(size) << 2);
  for (let i = 0; i < size; i++) members[parent[i]]++;
  let largest = 0;
  for (let s = 0; s < size; s++) if (members[s] > members[largest]) largest = s;
  const before = members;
  memory.copy(changetype<usize>(before), changetype<usize>(parent), usize(size) << 2);
  for (let i = 0; i < size; i += STRIDE) joinRows(rows, live, rank, i, min(size, i + STRIDE), before, largest, parent);
  for (let i = 0; i < size; i += STRIDE) flatten(parent, i, min(size, i + STRIDE));
}

function joinTies(to: Ints, open: Ints, from: i32, end: i32, parent: Ints): void {
  for (let k = from; k < end; k++) {
    const i = open[k];
    for (let t = STRONGEST * i; t < STRONGEST * (i + 1) && to[t] >= 0; t++) join(parent, i, to[t]);
  }
}

function joinRows(rows: Rows, live: Ints, rank: Ints, from: i32, end: i32, set: Ints, largest: i32, parent: Ints): void {
  for (let i = from; i < end; i++) {
    if (set[i] === largest) continue;
    for (let p = rows.start[live[i]]; p < rows.start[live[i] + 1]; p++) join(parent, i, rank[rows.edge.to(p)]);
  }
}

/** Component by component, by their smallest nodes; in a component group by group, and a group's members as they were joined. */
function list(live: Ints, size: i32, group: Ints, next: Ints, component: Ints, place: Ints, order: Order): void {
  memory.fill(changetype<usize>(place), 0, usize(size) << 2);
  for (let i = 0; i < size; i++) place[component[i]]++;
  let components = 0;
  let at = 0;
  for (let c = 0; c < size; c++) {
    const members = place[c];
    place[c] = at;
    if (members === 0) continue;
    order.component[components++] = at;
    at += members;
  }
  order.component[components] = at;
  order.components = components;
  order.size = at;
  for (let g = 0; g < size; g += STRIDE) listGroups(live, group, next, component, place, g, min(size, g + STRIDE), order.origin);
}

function listGroups(live: Ints, group: Ints, next: Ints, component: Ints, place: Ints, from: i32, end: i32, origin: Ints): void {
  for (let g = from; g < end; g++) {
    if (group[g] !== g) continue;
    let at = place[component[g]];
    for (let i = g; i >= 0; i = next[i]) origin[at++] = live[i];
    place[component[g]] = at;
  }
}
