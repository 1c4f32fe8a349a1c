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
 * Groups of nodes join the group that they have their strongest tie to, and do so again (Borůvka 1926): groups of groups of groups, one after another.
 * Does not depend on the order within rows. `origin` and `component` of the order have room for as many as there are nodes, and one more.
 */
export function orderOf(rows: Rows, order: Order): void {
  const size = rows.size;
  const marked = mark();
  const parent = identity(size);
  const next = ints(size);
  memory.fill(changetype<usize>(next), 0xff, usize(size) << 2);
  const last = identity(size);
  const to = ints(STRONGEST * size);
  const weight = floats(STRONGEST * size);
  for (let i = 0; i < size; i += STRIDE) strongestTies(rows, i, min(size, i + STRIDE), to, weight);
  const set = identity(size);
  const best = ints(size);
  const most = floats(size);
  for (let round = 0; round < ROUNDS; round++) {
    memory.fill(changetype<usize>(best), 0xff, usize(size) << 2);
    memory.fill(changetype<usize>(most), 0, usize(size) << 2);
    for (let i = 0; i < size; i += STRIDE) choose(to, weight, set, i, min(size, i + STRIDE), best, most);
    for (let i = 0; i < size; i += STRIDE) joinChosen(best, i, min(size, i + STRIDE), parent, next, last);
    for (let i = 0; i < size; i += STRIDE) flattenInto(parent, i, min(size, i + STRIDE), set);
  }
  joinRest(rows, to, parent, best);
  list(rows, set, next, parent, last, order);
  release(marked);
}

/** Of node i at [STRONGEST * i, STRONGEST * (i + 1)), the strongest first and of equal ones the one to the lowest node; -1 where there are no more. */
function strongestTies(rows: Rows, from: i32, end: i32, to: Ints, weight: Floats): void {
  const start = rows.start;
  const edge = rows.edge;
  for (let i = from; i < end; i++) {
    let to0 = -1;
    let to1 = -1;
    let to2 = -1;
    let w0: f32 = 0;
    let w1: f32 = 0;
    let w2: f32 = 0;
    const stop = start[i + 1];
    for (let p = start[i]; p < stop; p++) {
      const w = edge.weight(p);
      const other = edge.to(p);
      if (w < w2 || (w === w2 && other > to2)) continue;
      if (w > w1 || (w === w1 && other < to1)) {
        to2 = to1;
        w2 = w1;
        if (w > w0 || (w === w0 && other < to0)) {
          to1 = to0;
          w1 = w0;
          to0 = other;
          w0 = w;
        } else {
          to1 = other;
          w1 = w;
        }
      } else {
        to2 = other;
        w2 = w;
      }
    }
    const first = STRONGEST * i;
    to[first] = to0;
    to[first + 1] = to1;
    to[first + 2] = to2;
    weight[first] = w0;
    weight[first + 1] = w1;
    weight[first + 2] = w2;
  }
}

/** For each set the one that the strongest of its ties leads to; of equal ones, the lowest. */
function choose(to: Ints, weight: Floats, set: Ints, from: i32, end: i32, best: Ints, most: Floats): void {
  for (let i = from; i < end; i++) {
    const own = set[i];
    for (let t = STRONGEST * i; t < STRONGEST * (i + 1); t++) {
      if (to[t] < 0) break;
      const other = set[to[t]];
      if (other === own) continue;
      if (weight[t] > most[own] || (weight[t] === most[own] && other < best[own])) {
        most[own] = weight[t];
        best[own] = other;
      }
      break;
    }
  }
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

/** Joins what edges tie of whatever kind. Each edge is in the rows of both its ends, so that the set that most are in already needs no look (Sutton et al. 2018). */
function joinRest(rows: Rows, to: Ints, parent: Ints, members: Ints): void {
  const size = rows.size;
  for (let i = 0; i < size; i += STRIDE) joinTies(to, i, min(size, i + STRIDE), parent);
  for (let i = 0; i < size; i += STRIDE) flatten(parent, i, min(size, i + STRIDE));
  memory.fill(changetype<usize>(members), 0, usize(size) << 2);
  for (let i = 0; i < size; i++) members[parent[i]]++;
  let largest = 0;
  for (let s = 0; s < size; s++) if (members[s] > members[largest]) largest = s;
  const before = members;
  memory.copy(changetype<usize>(before), changetype<usize>(parent), usize(size) << 2);
  for (let i = 0; i < size; i += STRIDE) joinRows(rows, i, min(size, i + STRIDE), before, largest, parent);
  for (let i = 0; i < size; i += STRIDE) flatten(parent, i, min(size, i + STRIDE));
}

function joinTies(to: Ints, from: i32, end: i32, parent: Ints): void {
  for (let i = from; i < end; i++) {
    for (let t = STRONGEST * i; t < STRONGEST * (i + 1); t++) if (to[t] >= 0) join(parent, i, to[t]);
  }
}

function joinRows(rows: Rows, from: i32, end: i32, set: Ints, largest: i32, parent: Ints): void {
  for (let i = from; i < end; i++) {
    if (set[i] === largest) continue;
    for (let p = rows.start[i]; p < rows.start[i + 1]; p++) join(parent, i, rows.edge.to(p));
  }
}

/** Component by component, by their smallest nodes; in a component group by group, and a group's members as they were joined. */
function list(rows: Rows, group: Ints, next: Ints, component: Ints, place: Ints, order: Order): void {
  const size = rows.size;
  const start = rows.start;
  memory.fill(changetype<usize>(place), 0, usize(size) << 2);
  for (let i = 0; i < size; i++) if (start[i] < start[i + 1]) place[component[i]]++;
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
  for (let g = 0; g < size; g += STRIDE) listGroups(start, group, next, component, place, g, min(size, g + STRIDE), order.origin);
}

function listGroups(start: Ints, group: Ints, next: Ints, component: Ints, place: Ints, from: i32, end: i32, origin: Ints): void {
  for (let g = from; g < end; g++) {
    if (group[g] !== g || start[g] === start[g + 1]) continue;
    let at = place[component[g]];
    for (let i = g; i >= 0; i = next[i]) origin[at++] = i;
    place[component[g]] = at;
  }
}
