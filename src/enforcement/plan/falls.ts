/**
 * Nodes of accounts, and links that single values break -> the largest piece, and of each of its nodes the first value without which
 * it falls off. All values are asked in one division of their order: links that no value of a half breaks are joined before that
 * half is gone into, and parted after it, so that at a value's turn all but its own links are joined. What falls is then some
 * stretches of a depth-first order (Tarjan 1972), of which a node that has its value is passed over: for n links, in n log² n.
 */
import { gather } from "../../tools/gather.js";
import { UndoingSets } from "./undoing.js";

export interface BreakableNodes {
  /** Accounts of each node; nodes are in the order of their first accounts. */
  size: ArrayLike<number>;
  source: readonly number[];
  target: readonly number[];
  /** Of each link, the values that each alone break it. */
  killers: readonly (readonly number[])[];
}

export interface Falls {
  /** Of each node, whether it is of the largest piece, of equals the one with the first node. */
  isOfBody: Uint8Array;
  /** Of each node of the body, the first value that it falls without and that breaks a link of its own; else the first at all; else -1. */
  first: Int32Array;
}

/** Values are tried in the order that `inOrder` says. */
export function fallsOf(nodes: BreakableNodes, inOrder: (one: number, other: number) => number): Falls {
  const body = bodyOf(nodes);
  const values = [...body.cuts.keys()].sort(inOrder);
  const { direct, any } = new Round(nodes, body, values).went();
  return { isOfBody: body.isOf, first: direct.map((value, x) => (value >= 0 ? value : (any[body.enter[x]] ?? -1))) };
}

interface Body {
  isOf: Uint8Array;
  /** Its nodes depth first; of each node its place in it, and the place behind its subtree. */
  order: number[];
  enter: Int32Array;
  leave: Int32Array;
  /** By value that breaks links of the body's tree: the nodes whose links upwards it breaks, depth first. All others part nothing of it. */
  cuts: Map<number, number[]>;
}

function bodyOf({ size, source, target, killers }: BreakableNodes): Body {
  const n = size.length;
  const sets = new UndoingSets(size);
  for (let l = 0; l < source.length; l++) sets.join(source[l], target[l]);
  const at = linksAt(n, source, target);
  const next = at.start.slice();
  const body: Body = {
    isOf: new Uint8Array(n),
    order: [],
    enter: new Int32Array(n).fill(-1),
    leave: new Int32Array(n),
    cuts: new Map(),
  };
  const stack: number[] = [];
  const enter = (x: number) => {
    body.isOf[x] = 1;
    body.enter[x] = body.order.push(x) - 1;
    stack.push(x);
  };
  if (n > 0) enter(sets.largest);
  while (stack.length > 0) {
    const x = stack[stack.length - 1];
    if (next[x] === at.start[x + 1]) {
      body.leave[x] = body.order.length;
      stack.pop();
      continue;
    }
    const l = at.of[next[x]++];
    const y = source[l] === x ? target[l] : source[l];
    if (body.isOf[y] === 1) continue;
    for (const value of killers[l]) gather(body.cuts, value, y);
    enter(y);
  }
  return body;
}

/** Links at each node, in their order: those of node x are at [start[x], start[x + 1]) of `of`. */
export function linksAt(nodes: number, source: ArrayLike<number>, target: ArrayLike<number>): { start: Uint32Array; of: Uint32Array } {
  const start = new Uint32Array(nodes + 1);
  for (const ends of [source, target]) for (let l = 0; l < ends.length; l++) start[ends[l] + 1]++;
  for (let x = 0; x < nodes; x++) start[x + 1] += start[x];
  const next = start.slice();
  const of = new Uint32Array(2 * source.length);
  for (let l = 0; l < source.length; l++) {
    of[next[source[l]]++] = l;
    of[next[target[l]]++] = l;
  }
  return { start, of };
}

/** One going through all values, in their order. */
class Round {
  /** Of each node, and of each place of the body. */
  readonly direct: Int32Array;
  readonly any: Int32Array;
  readonly #nodes: BreakableNodes;
  readonly #body: Body;
  readonly #values: readonly number[];
  readonly #sets: UndoingSets;
  /** Of each link the places of its values in the order; of each value its links. */
  readonly #places: number[][];
  readonly #links: number[][];
  /** Of each place of the body, one not before it before which all have their value. */
  readonly #free: Int32Array;

  constructor(nodes: BreakableNodes, body: Body, values: readonly number[]) {
    this.#nodes = nodes;
    this.#body = body;
    this.#values = values;
    this.direct = new Int32Array(nodes.size.length).fill(-1);
    this.any = new Int32Array(body.order.length).fill(-1);
    this.#free = Int32Array.from({ length: body.order.length + 1 }, (_, p) => p);
    this.#sets = new UndoingSets(nodes.size);
    this.#links = values.map(() => []);
    const placeOf = new Map(values.map((value, place) => [value, place]));
    this.#places = nodes.killers.map((killers, l) => {
      const places = killers.flatMap((value) => placeOf.get(value) ?? []);
      for (const place of places) this.#links[place].push(l);
      if (places.length === 0) this.#sets.join(nodes.source[l], nodes.target[l]);
      return places;
    });
  }

  went(): this {
    if (this.#values.length > 0) this.#half(0, this.#values.length);
    return this;
  }

  /** All links are joined but those that a value of [from, to) breaks. */
  #half(from: number, to: number): void {
    if (to - from === 1) {
      this.#fall(from);
      return;
    }
    const middle = (from + to) >> 1;
    const before = this.#sets.joinings;
    for (const [open, shut] of [
      [
        [from, middle],
        [middle, to],
      ],
      [
        [middle, to],
        [from, middle],
      ],
    ]) {
      for (let place = shut[0]; place < shut[1]; place++)
        for (const l of this.#links[place])
          if (!this.#places[l].some((other) => other >= open[0] && other < open[1]))
            this.#sets.join(this.#nodes.source[l], this.#nodes.target[l]);
      this.#half(open[0], open[1]);
      this.#sets.undo(before);
    }
  }

  #fall(place: number): void {
    const value = this.#values[place];
    const { source, target } = this.#nodes;
    const { isOf, order, enter, leave, cuts } = this.#body;
    const held = this.#sets.largest;
    for (const l of this.#links[place])
      for (const x of [source[l], target[l]])
        if (isOf[x] === 1 && this.direct[x] < 0 && this.#sets.find(x) !== held) this.direct[x] = value;
    const open = [order[0]];
    let from = 0;
    const until = (to: number) => {
      if (this.#sets.find(open[open.length - 1]) !== held) this.#take(from, to, value);
      from = to;
    };
    for (const cut of cuts.get(value)!) {
      while (leave[open[open.length - 1]] <= enter[cut]) {
        until(leave[open[open.length - 1]]);
        open.pop();
      }
      until(enter[cut]);
      open.push(cut);
    }
    for (; open.length > 0; open.pop()) until(leave[open[open.length - 1]]);
  }

  /** Places that have none yet get the value. */
  #take(from: number, to: number, value: number): void {
    for (let p = this.#nextFree(from); p < to; p = this.#nextFree(p)) {
      this.any[p] = value;
      this.#free[p] = p + 1;
    }
  }

  #nextFree(place: number): number {
    const free = this.#free;
    let p = place;
    while (free[p] !== p) {
      free[p] = free[free[p]];
      p = free[p];
    }
    return p;
  }
}
