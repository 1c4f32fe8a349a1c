/** Disjoint sets (union-find) of the numbers below a size: of each its parent, a smaller member of its set or itself. */
import { Ints } from "./memory";

/** The smallest member of the set that x is in. */
export function find(parent: Ints, x: i32): i32 {
  let up = parent[x];
  while (up !== x) {
    const above = parent[up];
    parent[x] = above;
    x = above;
    up = parent[x];
  }
  return x;
}

export function join(parent: Ints, x: i32, y: i32): void {
  const a = find(parent, x);
  const b = find(parent, y);
  if (a < b) parent[b] = a;
  else parent[a] = b;
}

/** Every number's parent is its smallest fellow member from then on. */
export function flatten(parent: Ints, from: i32, to: i32): void {
  for (let i = from; i < to; i++) parent[i] = parent[parent[i]]; // a parent is smaller, so it is flat already
}
