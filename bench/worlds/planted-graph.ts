/**
 * A seed and a size -> a graph with known communities: rings of fraudulent accounts, organisations, households, bridges, hubs and noise.
 */
import type { EdgeList } from "../../src/cluster/search/graph.js";

export interface PlantedGraph {
  edges: EdgeList;
  /** Of each node: its group. Nodes in no group have one of their own. */
  group: Int32Array;
  /** The groups that are rings, and their sizes. */
  rings: ReadonlyMap<number, number>;
}

/** About `degree` edges for each of `nodes` nodes; four in ten nodes have none or only noise. */
export function plantedGraph({ nodes, degree = 5, seed = 1 }: { nodes: number; degree?: number; seed?: number }): PlantedGraph {
  const draw = new Draw(seed);
  const budget = Math.round(nodes * degree);
  const edges = new Edges(budget * 2);
  const group = new Int32Array(nodes).fill(-1);
  const rings = new Map<number, number>();
  let groups = 0;
  let at = 0;
  const plant = (size: number, ties: (from: number, to: number) => void): void => {
    ties(at, at + size);
    group.fill(groups++, at, at + size);
    at += size;
  };

  for (const size of ringSizes(nodes * 0.025, draw)) {
    rings.set(groups, size);
    const ties = Math.min(size - 1, 5 + 10 * draw.unit() + 2.2 * Math.log2(size));
    const weight = 0.45 + 0.4 * draw.unit();
    plant(size, (from, to) => edges.ring(from, to, ties, () => clamp(weight + 0.15 * draw.normal(), 0.1, 1), draw));
  }
  const ringEnd = at;
  const orgEnd = ringEnd + Math.floor(nodes * 0.12);
  const orgTies = (2 * 0.38 * budget) / (nodes * 0.12);
  while (orgEnd - at >= 10) {
    const size = Math.min(draw.power(10, Math.min(3000, nodes * 0.02)), orgEnd - at);
    const weight = 0.12 + 0.2 * draw.unit();
    const ties = Math.min(size - 1, orgTies * (0.5 + draw.unit()));
    plant(size, (from, to) => edges.web(from, to, ties, () => Math.max(0.03, weight + 0.08 * draw.normal()), draw));
  }
  const homeEnd = at + Math.floor(nodes * 0.3);
  while (homeEnd - at >= 2) {
    const weight = 0.3 + 0.4 * draw.unit();
    const size = Math.min(2 + Math.min(4, draw.poisson(0.8)), homeEnd - at);
    plant(size, (from, to) => edges.clique(from, to, () => clamp(weight + 0.12 * draw.normal(), 0.05, 1)));
  }
  const active = at;
  for (let i = active; i < nodes; i++) group[i] = groups++;

  for (let i = 0; i < ringEnd; i++)
    for (let k = draw.poisson(0.5); k > 0; k--)
      edges.add(i, draw.below(draw.unit() < 0.3 ? ringEnd : active), 0.1 + 0.4 * draw.unit() * draw.unit());
  for (let i = ringEnd; i < active; i++)
    for (let k = draw.poisson(0.08); k > 0; k--) edges.add(i, draw.below(active), 0.05 + 0.4 * draw.unit() * draw.unit());
  for (let hub = 0; hub < 4; hub++)
    for (let k = Math.floor(Math.min(nodes * 0.08, 80_000) * (1 - 0.2 * hub)); k > 0; k--)
      edges.add(nodes - 1 - hub, draw.below(draw.unit() < 0.7 ? active : nodes - 4), 0.02 + 0.04 * draw.unit());
  while (edges.count < budget)
    edges.add(
      // Some have much more noise than others, whatever group they are in.
      (Math.imul(Math.floor(draw.unit() ** 1.6 * active), 2654435761) >>> 0) % active,
      draw.below(draw.unit() < 0.75 ? active : nodes * 0.6),
      0.02 + 0.1 * draw.unit() ** 2,
    );

  return shuffled(nodes, edges, group, rings, draw);
}

/** One giant, some large, many of 5 to 50: like the campaigns that were made public. */
function ringSizes(accounts: number, draw: Draw): number[] {
  const sizes: number[] = [];
  let rest = Math.floor(accounts);
  for (const size of accounts >= 20_000 ? [8000, 3000, 1500, 1000, 700, 500] : accounts >= 3750 ? [1600, 700, 500] : [500]) {
    if (size >= 0.7 * rest) continue;
    sizes.push(size);
    rest -= size;
  }
  while (rest >= 5) {
    const size = Math.min(draw.power(5, 400), rest);
    sizes.push(size);
    rest -= size;
  }
  return sizes;
}

/** Node numbers and the order of edges say nothing about the groups; of edges that came twice, the strongest stays. */
function shuffled(nodes: number, edges: Edges, group: Int32Array, rings: ReadonlyMap<number, number>, draw: Draw): PlantedGraph {
  const name = draw.permutation(nodes);
  const strongest = edges.strongest(nodes);
  const order = draw.permutation(strongest.length).map((i) => strongest[i]);
  const renamed = new Int32Array(nodes);
  for (let i = 0; i < nodes; i++) renamed[name[i]] = group[i];
  const list = {
    nodes,
    source: order.map((e) => name[edges.source[e]]),
    target: order.map((e) => name[edges.target[e]]),
    weight: Float32Array.from(order, (e) => edges.weight[e]),
  };
  return { edges: list, group: renamed, rings };
}

class Edges {
  count = 0;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Float32Array;

  constructor(capacity: number) {
    this.source = new Uint32Array(capacity);
    this.target = new Uint32Array(capacity);
    this.weight = new Float32Array(capacity);
  }

  add(a: number, b: number, weight: number): void {
    if (a === b || this.count === this.source.length) return;
    this.source[this.count] = a;
    this.target[this.count] = b;
    this.weight[this.count++] = weight;
  }

  clique(from: number, to: number, weight: () => number): void {
    for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) this.add(a, b, weight());
  }

  /** A random tree and, beyond it, ties at random: in a small ring each pair by itself. */
  ring(from: number, to: number, ties: number, weight: () => number, draw: Draw): void {
    const size = to - from;
    if (size > 40) {
      this.web(from, to, ties, weight, draw);
      return;
    }
    for (let i = from + 1; i < to; i++) this.add(i, from + draw.below(i - from), weight());
    for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) if (draw.unit() < ties / (size - 1)) this.add(a, b, weight());
  }

  /** Positions of the strongest edge of each pair, by its lower node. */
  strongest(nodes: number): Uint32Array {
    const next = new Uint32Array(nodes + 1);
    for (let e = 0; e < this.count; e++) next[Math.min(this.source[e], this.target[e]) + 1]++;
    for (let i = 0; i < nodes; i++) next[i + 1] += next[i];
    const byLower = new Uint32Array(this.count);
    for (let e = 0; e < this.count; e++) byLower[next[Math.min(this.source[e], this.target[e])]++] = e;
    const found = new Uint32Array(this.count);
    const seen = new Int32Array(nodes).fill(-1); // of each higher node: where its edge to the lower one that it was last seen with is found
    let count = 0;
    let begin = 0;
    let lower = -1;
    for (const e of byLower) {
      const low = Math.min(this.source[e], this.target[e]);
      const high = Math.max(this.source[e], this.target[e]);
      if (low !== lower) {
        lower = low;
        begin = count;
      }
      if (seen[high] >= begin) {
        if (this.weight[e] > this.weight[found[seen[high]]]) found[seen[high]] = e;
        continue;
      }
      seen[high] = count;
      found[count++] = e;
    }
    return found.subarray(0, count);
  }

  /** A random tree and, beyond it, ties at random until each node has about `ties`. */
  web(from: number, to: number, ties: number, weight: () => number, draw: Draw): void {
    for (let i = from + 1; i < to; i++) this.add(i, from + draw.below(i - from), weight());
    for (let k = Math.round(((to - from) * ties) / 2) - (to - from) + 1; k > 0; k--)
      this.add(from + draw.below(to - from), from + draw.below(to - from), weight());
  }
}

/** Seeded random numbers (mulberry32). */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b9) >>> 0;
  }

  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; product *= this.unit()) count++;
    return count;
  }

  /** A whole number from `least` to below `most`, by a power law of exponent 2. */
  power(least: number, most: number): number {
    return Math.floor(1 / ((1 / most - 1 / least) * this.unit() + 1 / least));
  }

  permutation(size: number): Uint32Array {
    const order = new Uint32Array(size);
    for (let i = 0; i < size; i++) order[i] = i;
    for (let i = size - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
