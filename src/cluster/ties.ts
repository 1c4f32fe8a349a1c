/** Rows of nodes and where their neighbours are -> the modules they are tied to, each with its weight, summed in a table that stays in the cache. */

/** Rows of up to so many edges are summed in a small table. */
const SMALL = 256;

/** Of what was gathered last: module[k] and weight[k] for k from 1 to `count`, in no order. */
export class Ties {
  count = 0;
  readonly module: Int32Array;
  readonly weight: Float64Array;
  /** Of tie k: its place in the table that it is found by. */
  private readonly place: Int32Array;
  /** The tie of each module, 0 for none: found from the last bits of the module's number on, or at that number in the large one. */
  private readonly small = new Int32Array(2 * SMALL);
  private readonly large: Int32Array;

  /** For modules numbered below `modules`, and rows that meet at most `most` of them. */
  constructor(modules: number, most: number) {
    this.module = new Int32Array(most + 1);
    this.weight = new Float64Array(most + 1);
    this.place = new Int32Array(most + 1);
    this.large = new Int32Array(modules);
  }

  /** Sums the edges [begin, end) by the modules of their neighbours. */
  gather(neighbour: Int32Array, weight: Float32Array, begin: number, end: number, partition: Int32Array): void {
    const isSmall = end - begin <= SMALL;
    const table = isSmall ? this.small : this.large;
    this.count = this.add(neighbour, weight, begin, end, partition, table, isSmall ? 2 * SMALL - 1 : -1, 0);
    this.clear(table);
  }

  /** Sums the rows of the nodes that `member` has from `first` to before `last`. */
  gatherAll(
    neighbour: Int32Array,
    weight: Float32Array,
    start: Int32Array,
    member: Int32Array,
    first: number,
    last: number,
    partition: Int32Array,
  ): void {
    let edges = 0;
    for (let t = first; t < last; t++) edges += start[member[t] + 1] - start[member[t]];
    const table = edges <= SMALL ? this.small : this.large;
    const mask = edges <= SMALL ? 2 * SMALL - 1 : -1;
    let count = 0;
    for (let t = first; t < last; t++)
      count = this.add(neighbour, weight, start[member[t]], start[member[t] + 1], partition, table, mask, count);
    this.count = count;
    this.clear(table);
  }

  private clear(table: Int32Array): void {
    const { place, count } = this;
    for (let k = 1; k <= count; k++) table[place[k]] = 0;
  }

  /** Adds to the first `count` ties; returns how many there are now. */
  private add(
    neighbour: Int32Array,
    weight: Float32Array,
    begin: number,
    end: number,
    partition: Int32Array,
    table: Int32Array,
    mask: number,
    count: number,
  ): number {
    const { module, weight: tie, place } = this;
    for (let p = begin; p < end; p++) {
      const m = partition[neighbour[p]];
      let at = m & mask;
      let k = table[at];
      while (k > 0 && module[k] !== m) {
        at = (at + 1) & mask;
        k = table[at];
      }
      if (k === 0) {
        k = ++count;
        table[at] = k;
        place[k] = at;
        module[k] = m;
        tie[k] = 0;
      }
      tie[k] += weight[p];
    }
    return count;
  }
}
