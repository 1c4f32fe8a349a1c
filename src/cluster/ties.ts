/** The row of a node and where its neighbours are -> the modules it is tied to, each with its weight, summed in a table that stays in the cache. */

/** Rows of up to so many edges are summed in a small table. */
const SMALL = 256;

/** Of the row that was gathered last: module[k] and weight[k] for k from 1 to `count`, in no order. */
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
    this.sum(neighbour, weight, begin, end, partition, isSmall ? this.small : this.large, isSmall ? 2 * SMALL - 1 : -1);
  }

  private sum(
    neighbour: Int32Array,
    weight: Float32Array,
    begin: number,
    end: number,
    partition: Int32Array,
    table: Int32Array,
    mask: number,
  ): void {
    const { module, weight: tie, place } = this;
    let count = 0;
    for (let p = begin; p < end; p++) {
      const m = partition[neighbour[p]];
      let at = m & mask;
      let k = table[at];
      while (k > 0 && module[k] !== m) {
        at = (at + 1) & mask;
        k = table[at];
      }
      if (k > 0) {
        tie[k] += weight[p];
        continue;
      }
      count++;
      table[at] = count;
      place[count] = at;
      module[count] = m;
      tie[count] = weight[p];
    }
    for (let k = 1; k <= count; k++) table[place[k]] = 0;
    this.count = count;
  }
}
