/** Rows -> an order of their nodes in which those that are close in the graph are close in memory, which is most of the speed. */
import { identity } from "./level.js";
import type { Rows } from "./rows.js";
import { Sets } from "./sets.js";

export interface Order {
  /** The nodes that have edges, component by component. */
  origin: Int32Array;
  /** Where each component begins in `origin`, and the end. */
  component: Int32Array;
}

/** A group of the last round holds some hundreds of nodes. */
const ROUNDS = 4;
/** So many of a node's edges, the strongest, tell where it belongs. */
const STRONGEST = 3;

/**
 * Groups of nodes join the group that they have their strongest tie to, and do so again (Borůvka 1926): groups of groups of groups, one after another.
 * Does not depend on the order within rows.
 */
export function orderOf(rows: Rows): Order {
  const groups = new Groups(rows.size);
  const ties = strongestTies(rows);
  for (let round = 0; round < ROUNDS; round++) joinStrongest(ties, groups);
  const group = groups.sets.flatten().slice();
  joinRest(rows, ties, groups.sets);
  return listed(rows, group, groups.next, groups.sets.flatten());
}

/** Disjoint sets, and the members of each one after another: where two join, one's list follows the other's. */
class Groups {
  readonly sets: Sets;
  /** Of a member: the next one of its set. */
  readonly next: Int32Array;
  private readonly last: Int32Array;

  constructor(size: number) {
    this.sets = new Sets(size);
    this.next = new Int32Array(size).fill(-1);
    this.last = identity(size);
  }

  join(x: number, y: number): void {
    const a = this.sets.find(x);
    const b = this.sets.find(y);
    if (a === b) return;
    const [kept, joined] = a < b ? [a, b] : [b, a];
    this.next[this.last[kept]] = joined;
    this.last[kept] = this.last[joined];
    this.sets.join(a, b);
  }
}

interface Ties {
  /** Of node i at [STRONGEST * i, STRONGEST * (i + 1)), the strongest first and of equal ones the one to the lowest node; -1 where there are no more. */
  to: Int32Array;
  weight: Float32Array;
}

function strongestTies({ size, start, word, real }: Rows): Ties {
  const to = new Int32Array(STRONGEST * size).fill(-1);
  const weight = new Float32Array(STRONGEST * size);
  for (let i = 0; i < size; i++) {
    const first = STRONGEST * i;
    const last = first + STRONGEST - 1;
    for (let p = start[i]; p < start[i + 1]; p++) {
      const w = real[2 * p + 1];
      if (w < weight[last]) continue;
      insert(to, weight, first, last, word[2 * p], w);
    }
  }
  return { to, weight };
}

function insert(to: Int32Array, weight: Float32Array, first: number, last: number, other: number, w: number): void {
  if (w === weight[last] && other > to[last]) return;
  let at = last;
  for (; at > first && (w > weight[at - 1] || (w === weight[at - 1] && other < to[at - 1])); at--) {
    to[at] = to[at - 1];
    weight[at] = weight[at - 1];
  }
  to[at] = other;
  weight[at] = w;
}

/** Joins each set with the one that the strongest of its ties leads to; of equal ones, the one to the lowest set. Forgets ties within sets. */
function joinStrongest({ to, weight }: Ties, groups: Groups): void {
  const set = groups.sets.flatten().slice();
  const most = new Float32Array(set.length);
  const best = new Int32Array(set.length).fill(-1);
  for (let i = 0; i < set.length; i++) {
    const own = set[i];
    for (let t = STRONGEST * i; t < STRONGEST * (i + 1) && to[t] >= 0; t++) {
      const other = set[to[t]];
      if (other === own) continue;
      if (weight[t] > most[own] || (weight[t] === most[own] && other < best[own])) {
        most[own] = weight[t];
        best[own] = other;
      }
      break;
    }
  }
  for (let i = 0; i < set.length; i++) if (best[i] >= 0) groups.join(i, best[i]);
}

/** Joins what edges tie of whatever kind. Each edge is in the rows of both its ends, so that the set that most are in already needs no look (Sutton et al. 2018). */
function joinRest({ size, start, word }: Rows, { to }: Ties, sets: Sets): void {
  for (let t = 0; t < to.length; t++) if (to[t] >= 0) sets.join((t / STRONGEST) | 0, to[t]);
  const set = sets.flatten().slice();
  const members = new Int32Array(size);
  for (let i = 0; i < size; i++) members[set[i]]++;
  let largest = 0;
  for (let s = 0; s < size; s++) if (members[s] > members[largest]) largest = s;
  for (let i = 0; i < size; i++) {
    if (set[i] === largest) continue;
    for (let p = start[i]; p < start[i + 1]; p++) sets.join(i, word[2 * p]);
  }
}

/** Component by component, by their smallest nodes; in a component group by group, and a group's members as they were joined. */
function listed({ size, start }: Rows, group: Int32Array, next: Int32Array, component: Int32Array): Order {
  const place = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) if (start[i] < start[i + 1]) place[component[i] + 1]++;
  const begins: number[] = [];
  for (let c = 0; c < size; c++) {
    if (place[c + 1] > 0) begins.push(place[c]);
    place[c + 1] += place[c];
  }
  const origin = new Int32Array(place[size]);
  for (let g = 0; g < size; g++) {
    if (group[g] !== g || start[g] === start[g + 1]) continue;
    let at = place[component[g]];
    for (let i = g; i >= 0; i = next[i]) origin[at++] = i;
    place[component[g]] = at;
  }
  begins.push(origin.length);
  return { origin, component: Int32Array.from(begins) };
}
