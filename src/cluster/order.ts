/** Rows -> an order of their nodes in which those that are close in the graph are close in memory, which is most of the speed; and the rows in that order. */
import { identity } from "./level.js";
import type { Rows } from "./rows.js";
import { Sets } from "./sets.js";

export interface Order {
  /** The nodes that have edges, component by component. */
  origin: Int32Array;
  /** Of each node: the smallest one of its component. */
  component: Int32Array;
}

/** A group of the last round holds some hundreds of nodes. */
const ROUNDS = 4;

/**
 * Groups of nodes join the group that they have their strongest tie to, and do so again (Borůvka 1926): groups of groups of groups, one after another.
 * Does not depend on the order within rows.
 */
export function orderOf(rows: Rows): Order {
  const sets = new Sets(rows.size);
  const groups: Int32Array[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    joinStrongest(rows, sets);
    groups.push(sets.flatten().slice());
  }
  joinAll(rows, groups[ROUNDS - 1], sets);
  const component = sets.flatten();
  // What is to be put in order in each round: the groups of the round before, by their smallest node.
  const parts = [identity(rows.size).filter((i) => rows.start[i] < rows.start[i + 1])];
  for (const group of groups) parts.push(parts[parts.length - 1].filter((i) => group[i] === i));
  let origin = sortBy(parts[ROUNDS], component);
  for (let round = ROUNDS - 1; round >= 0; round--) {
    const rank = ranksOf(origin, rows.size);
    origin = sortBy(
      parts[round],
      groups[round].map((group) => rank[group]),
    );
  }
  return { origin, component };
}

/** Joins each set with the one that its strongest tie leads to; of equal ties, that of the lowest ends counts. */
function joinStrongest({ size, start, neighbour, weight }: Rows, sets: Sets): void {
  const set = sets.flatten().slice();
  const most = new Float32Array(size);
  const best = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    const own = set[i];
    let to = best[own];
    let w = most[own];
    for (let p = start[i]; p < start[i + 1]; p++) {
      if (weight[p] < w) continue;
      const other = set[neighbour[p]];
      if (other === own || (weight[p] === w && other > to)) continue;
      w = weight[p];
      to = other;
    }
    most[own] = w;
    best[own] = to;
  }
  for (let i = 0; i < size; i++) if (best[i] >= 0) sets.join(i, best[i]);
}

/** Joins what edges tie of whatever kind. */
function joinAll({ size, start, neighbour }: Rows, set: Int32Array, sets: Sets): void {
  for (let i = 0; i < size; i++)
    for (let p = start[i]; p < start[i + 1]; p++) if (set[neighbour[p]] > set[i]) sets.join(set[i], set[neighbour[p]]);
}

/** `origin` names each new node's old one; nodes without edges may be absent. */
export function arrange({ start, neighbour, weight }: Rows, origin: Int32Array): Rows {
  const rank = ranksOf(origin, start.length - 1);
  const newStart = new Int32Array(origin.length + 1);
  const newNeighbour = new Int32Array(neighbour.length);
  const newWeight = new Float32Array(neighbour.length);
  let at = 0;
  for (let i = 0; i < origin.length; i++) {
    at = copyRow(neighbour, weight, start[origin[i]], start[origin[i] + 1], rank, newNeighbour, newWeight, at);
    newStart[i + 1] = at;
  }
  return { size: origin.length, start: newStart, neighbour: newNeighbour, weight: newWeight };
}

function copyRow(
  neighbour: Int32Array,
  weight: Float32Array,
  begin: number,
  end: number,
  rank: Int32Array,
  newNeighbour: Int32Array,
  newWeight: Float32Array,
  to: number,
): number {
  for (let p = begin; p < end; p++) {
    newNeighbour[to] = rank[neighbour[p]];
    newWeight[to++] = weight[p];
  }
  return to;
}

function ranksOf(origin: Int32Array, size: number): Int32Array {
  const rank = new Int32Array(size);
  for (let i = 0; i < origin.length; i++) rank[origin[i]] = i;
  return rank;
}

/** Stable counting sort of nodes by their key. */
function sortBy(nodes: Int32Array, key: Int32Array): Int32Array {
  const next = new Int32Array(key.length + 1);
  for (const node of nodes) next[key[node] + 1]++;
  for (let k = 0; k < key.length; k++) next[k + 1] += next[k];
  const sorted = new Int32Array(nodes.length);
  for (const node of nodes) sorted[next[key[node]]++] = node;
  return sorted;
}

/** Where a new value of `key` begins among the nodes in order, and the end. */
export function boundaries(order: Int32Array, key: Int32Array): Int32Array {
  const first: number[] = [];
  for (let i = 0; i < order.length; i++) if (i === 0 || key[order[i]] !== key[order[i - 1]]) first.push(i);
  return Int32Array.from([...first, order.length]);
}
