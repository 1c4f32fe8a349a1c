/**
 * Rows of nodes and where their neighbours are -> the modules they are tied to, each with its weight, summed in a table that stays in the
 * cache.
 */
import { Graph } from "./graph";
import { doubles, Ints, room, zeroInts } from "./memory";

/** Rows of up to so many edges are summed in a small table. */
const SMALL: i32 = 256;

/** Of what was gathered last: module(k) and weight(k) for k from 1 to `count`, in no order. */
@unmanaged
export class Ties {
  count: i32;
  /** Records of 16 bytes: weight, module, the module's place in the table that it is found by. */
  record: usize;
  /** The tie of each module, 0 for none: found from the last bits of the module's number on, or at that number in the large one. */
  small: Ints;
  large: Ints;

  module(k: i32): i32 {
    return load<i32>(this.record + (usize(k) << 4), 8);
  }
  weight(k: i32): f64 {
    return load<f64>(this.record + (usize(k) << 4));
  }

  /** Sums the edges of node i by the modules of their neighbours. */
  gather(graph: Graph, i: i32, partition: Ints): void {
    const begin = graph.start[i];
    const end = graph.start[i + 1];
    const isSmall = end - begin <= SMALL;
    const table = isSmall ? this.small : this.large;
    this.count = add(graph, begin, end, partition, this.record, table, isSmall ? 2 * SMALL - 1 : -1, 0);
    this.clear(table);
  }

  /** Sums the edges of the nodes that `member` has from `first` to before `last`. */
  gatherAll(graph: Graph, member: Ints, first: i32, last: i32, partition: Ints): void {
    const start = graph.start;
    let edges = 0;
    for (let t = first; t < last; t++) edges += start[member[t] + 1] - start[member[t]];
    const table = edges <= SMALL ? this.small : this.large;
    const mask = edges <= SMALL ? 2 * SMALL - 1 : -1;
    let count = 0;
    for (let t = first; t < last; t++)
      count = add(graph, start[member[t]], start[member[t] + 1], partition, this.record, table, mask, count);
    this.count = count;
    this.clear(table);
  }

  private clear(table: Ints): void {
    const record = this.record;
    for (let k = 1; k <= this.count; k++) table[load<i32>(record + (usize(k) << 4), 12)] = 0;
  }
}

/** For modules numbered below `modules`, and rows that meet at most `most` of them. */
export function newTies(modules: i32, most: i32): Ties {
  const ties = changetype<Ties>(room(offsetof<Ties>()));
  ties.count = 0;
  ties.record = changetype<usize>(doubles(2 * (most + 1)));
  ties.small = zeroInts(2 * SMALL);
  ties.large = zeroInts(modules);
  return ties;
}

/** Adds to the first `count` ties; returns how many there are now. */
function add(graph: Graph, begin: i32, end: i32, partition: Ints, record: usize, table: Ints, mask: i32, count: i32): i32 {
  const edge = graph.edge;
  for (let p = begin; p < end; p++) {
    const m = partition[edge.to(p)];
    const w = f64(edge.weight(p));
    let place = m & mask;
    let k = table[place];
    while (k > 0 && load<i32>(record + (usize(k) << 4), 8) !== m) {
      place = (place + 1) & mask;
      k = table[place];
    }
    if (k === 0) {
      k = ++count;
      table[place] = k;
      const at = record + (usize(k) << 4);
      store<f64>(at, w);
      store<i32>(at, m, 8);
      store<i32>(at, place, 12);
    } else {
      const at = record + (usize(k) << 4);
      store<f64>(at, load<f64>(at) + w);
    }
  }
  return count;
}
