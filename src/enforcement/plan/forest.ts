/** Nodes of accounts, and links that single values break -> a spanning forest, and what falls off its largest tree without one value. */
import { gather } from "../../tools/gather.js";
import { UnionFind } from "../../tools/union-find.js";

export interface BreakableLinks {
  source: readonly number[];
  target: readonly number[];
  /** Of each link, the values that each alone break it. */
  killers: readonly (readonly number[])[];
}

export class Forest {
  /** Of each account. */
  readonly nodeOf: Int32Array;
  readonly nodes: number;
  readonly #size: Uint32Array;
  readonly #links: BreakableLinks;
  /** Links at each node: those of node x are at [start[x], start[x + 1]) of `at`. */
  readonly #start: Uint32Array;
  readonly #at: Uint32Array;
  /** Nodes depth first, tree by tree; a node's place in it, and the place behind its subtree. */
  readonly #order: Int32Array;
  readonly #enter: Int32Array;
  readonly #leave: Int32Array;
  /** Each node's tree, by the node that it was begun at. */
  readonly #tree: Int32Array;
  readonly #body: number;
  /** Accounts in the body, and in the largest of the other trees. */
  readonly #bodySize: number;
  readonly #next: number;
  /** By value: the nodes of the body whose link upwards it breaks. */
  readonly #cuts = new Map<number, number[]>();
  /** Of each node, its piece in the round that it was last walked in. */
  readonly #piece: Int32Array;
  readonly #walked: Int32Array;
  #round = 0;

  /** Nodes are in the order of their first accounts; `size` is how many accounts each has. */
  constructor(nodeOf: Int32Array, size: Uint32Array, links: BreakableLinks) {
    const n = size.length;
    this.nodeOf = nodeOf;
    this.nodes = n;
    this.#size = size;
    this.#links = links;
    this.#start = new Uint32Array(n + 1);
    for (const ends of [links.source, links.target]) for (const x of ends) this.#start[x + 1]++;
    for (let x = 0; x < n; x++) this.#start[x + 1] += this.#start[x];
    const next = this.#start.slice();
    this.#at = new Uint32Array(2 * links.source.length);
    for (let l = 0; l < links.source.length; l++) {
      this.#at[next[links.source[l]]++] = l;
      this.#at[next[links.target[l]]++] = l;
    }
    this.#order = new Int32Array(n);
    this.#enter = new Int32Array(n).fill(-1);
    this.#leave = new Int32Array(n);
    this.#tree = new Int32Array(n);
    this.#piece = new Int32Array(n);
    this.#walked = new Int32Array(n).fill(-1);
    const upwards = this.#grow();
    const { largest, accounts, next: second } = this.#largestTree();
    this.#body = largest;
    this.#bodySize = accounts;
    this.#next = second;
    for (let x = 0; x < n; x++)
      if (upwards[x] >= 0 && this.isOfBody(x)) for (const value of links.killers[upwards[x]]) gather(this.#cuts, value, x);
  }

  isOfBody(node: number): boolean {
    return this.#tree[node] === this.#body;
  }

  /** The values that break a link of the body's tree: all others part nothing of it. */
  breaking(): Iterable<number> {
    return this.#cuts.keys();
  }

  /** The value breaks a link of the node itself. */
  isEndOfBroken(node: number, value: number): boolean {
    for (let p = this.#start[node]; p < this.#start[node + 1]; p++) if (this.#isBroken(this.#at[p], value)) return true;
    return false;
  }

  /** Nodes of the body that are not in the largest piece of all once the value is struck. */
  fallenWithout(value: number): number[] {
    const cuts = this.#cuts.get(value)!.sort((x, y) => this.#enter[x] - this.#enter[y]);
    const walked = this.#walk(cuts);
    const sets = this.#reconnected(walked, cuts.length + 1, value);
    const sizes = new Float64Array(cuts.length + 1);
    sizes[0] = this.#bodySize;
    for (const x of walked) {
      sizes[0] -= this.#size[x];
      sizes[this.#piece[x]] += this.#size[x];
    }
    const whole = new Float64Array(sizes.length);
    for (let piece = 0; piece < sizes.length; piece++) whole[sets.find(piece)] += sizes[piece];
    let winner = 0;
    let isTied = false;
    for (let piece = 1; piece < whole.length; piece++) {
      if (whole[piece] === whole[winner]) isTied = true;
      if (whole[piece] > whole[winner]) {
        winner = piece;
        isTied = false;
      }
    }
    if (isTied || whole[winner] <= this.#next) return this.#fallenFromAll(value);
    const fallen = walked.filter((x) => sets.find(this.#piece[x]) !== winner);
    if (winner !== 0) for (const x of this.#bodyNodes()) if (this.#walked[x] !== this.#round) fallen.push(x);
    return fallen;
  }

  /** The nodes below the cuts, each told its piece: 1 + the place of the cut right above it. */
  #walk(cuts: readonly number[]): number[] {
    const walked: number[] = [];
    const open: number[] = [];
    this.#round++;
    for (let c = 0; c < cuts.length; ) {
      let at = this.#enter[cuts[c]];
      const end = this.#leave[cuts[c]];
      open.length = 0;
      for (; at < end; at++) {
        while (open.length > 0 && at >= this.#leave[cuts[open[open.length - 1]]]) open.pop();
        if (c < cuts.length && this.#enter[cuts[c]] === at) open.push(c++);
        const x = this.#order[at];
        this.#piece[x] = 1 + open[open.length - 1];
        this.#walked[x] = this.#round;
        walked.push(x);
      }
    }
    return walked;
  }

  /** Pieces that links which the value does not break hold together; piece 0 is the rest of the body. */
  #reconnected(walked: readonly number[], pieces: number, value: number): UnionFind {
    const { source, target } = this.#links;
    const sets = new UnionFind(pieces);
    for (const x of walked)
      for (let p = this.#start[x]; p < this.#start[x + 1]; p++) {
        const l = this.#at[p];
        const y = source[l] === x ? target[l] : source[l];
        const other = this.#walked[y] === this.#round ? this.#piece[y] : 0;
        if (other !== this.#piece[x] && !this.#isBroken(l, value)) sets.union(this.#piece[x], other);
      }
    return sets;
  }

  /** The same by looking at every tree: where it is not plain which piece is the largest. */
  #fallenFromAll(value: number): number[] {
    const { source, target } = this.#links;
    const sets = new UnionFind(this.nodes);
    for (let l = 0; l < source.length; l++) if (!this.#isBroken(l, value)) sets.union(source[l], target[l]);
    const sizes = new Float64Array(this.nodes);
    for (let x = 0; x < this.nodes; x++) sizes[sets.find(x)] += this.#size[x];
    let winner = 0;
    for (let x = 1; x < this.nodes; x++) if (sizes[x] > sizes[winner]) winner = x; // of equals the one with the first account
    return [...this.#bodyNodes()].filter((x) => sets.find(x) !== winner);
  }

  #isBroken(link: number, value: number): boolean {
    return this.#links.killers[link].includes(value);
  }

  #bodyNodes(): Int32Array {
    return this.#order.subarray(this.#enter[this.#body], this.#leave[this.#body]);
  }

  /** Numbers all nodes depth first, trees begun at their largest nodes; returns each node's link upwards, or -1. */
  #grow(): Int32Array {
    const { source, target } = this.#links;
    const upwards = new Int32Array(this.nodes).fill(-1);
    const next = this.#start.slice();
    const bySize = Uint32Array.from(this.#size.keys()).sort((x, y) => this.#size[y] - this.#size[x] || x - y);
    const stack: number[] = [];
    let time = 0;
    const enter = (x: number, tree: number) => {
      this.#tree[x] = tree;
      this.#order[time] = x;
      this.#enter[x] = time++;
      stack.push(x);
    };
    for (const root of bySize) {
      if (this.#enter[root] >= 0) continue;
      enter(root, root);
      while (stack.length > 0) {
        const x = stack[stack.length - 1];
        if (next[x] === this.#start[x + 1]) {
          this.#leave[x] = time;
          stack.pop();
          continue;
        }
        const l = this.#at[next[x]++];
        const y = source[l] === x ? target[l] : source[l];
        if (this.#enter[y] >= 0) continue;
        upwards[y] = l;
        enter(y, root);
      }
    }
    return upwards;
  }

  #largestTree(): { largest: number; accounts: number; next: number } {
    const sizes = new Float64Array(this.nodes);
    const first: number[] = [];
    for (let x = 0; x < this.nodes; x++) {
      const tree = this.#tree[x];
      if (sizes[tree] === 0) first.push(tree); // trees in the order of their first accounts
      sizes[tree] += this.#size[x];
    }
    first.sort((x, y) => sizes[y] - sizes[x]); // stable
    return { largest: first[0] ?? -1, accounts: sizes[first[0]] ?? 0, next: sizes[first[1]] ?? 0 };
  }
}
