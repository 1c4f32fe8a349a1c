/**
 * An edge list -> a compact graph in the kernel: nodes that stand alone left out, components one after another, and what is close in the
 * graph close in memory.
 */
import { PermanentError } from "../../errors.js";
import { bytesAt, giveBack, intsAt, type Kernel, takeKernel } from "./kernel.js";
import { parcelsOf } from "./parcels.js";

/** Undirected and weighted; in any order, an edge in either direction. Node numbers are below `nodes`; not every node needs an edge. */
export interface EdgeList {
  nodes: number;
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
}

export interface CompactOptions {
  /** An edge is left out if its weight is below this share of what is typical of its ends (`kernel/rows.ts`). */
  faint: number;
  /** A weight becomes the whole number next to so many times it; where absent, the power of two that suits the greatest weight. */
  scale?: number;
}

/**
 * Both directions of each edge: the neighbours of node i are at [start[i], start[i + 1]), in no order; an edge that came twice is there
 * twice.
 */
export interface Adjacency {
  size: number;
  start: Int32Array;
  neighbour: Int32Array;
  /** Whole numbers: no sum of them depends on the order of its terms. */
  weight: Float32Array;
}

export interface Communities {
  /** Of each node of the edge list; numbered from 0 by first appearance. A node without an edge is a community of its own. */
  community: Int32Array;
  communities: number;
}

/** The greatest weight is a whole number of this many bits; the smallest is at least 1. */
const WEIGHT_BITS = 30;

/** Undirected and weighted, in a kernel's memory. Depends on the edges alone, not on their order. */
export class CompactGraph {
  /** Of the edge list. */
  readonly nodes: number;
  /** The nodes that have edges. */
  readonly size: number;
  /** Node of the graph -> node of the edge list. */
  readonly origin: Int32Array;
  /** Component c holds the nodes [component[c], component[c + 1]). */
  readonly component: Int32Array;
  /** The first component of each parcel, and their number. */
  private readonly parcels: readonly number[];
  private readonly kernel: Kernel;
  private readonly scale: number;

  /** Throws a `PermanentError` where an edge cannot be, or all of them take more than one memory. */
  constructor(edges: EdgeList, options: CompactOptions) {
    this.nodes = edges.nodes;
    this.kernel = takeKernel();
    const { kernel } = this;
    this.scale = layRows(kernel, edges, options);
    const components = kernel.putInOrder();
    this.component = intsAt(kernel, kernel.componentAt(), components + 1).slice();
    this.size = this.component[components];
    this.origin = intsAt(kernel, kernel.originAt(), this.size).slice();
    this.parcels = parcelsOf(this.component);
    intsAt(kernel, kernel.parcelAt(), this.parcels.length).set(this.parcels);
    kernel.arrangeIn(this.parcels.length - 1);
  }

  /** The graph is not to be used from then on: its memory goes to the next one. */
  free(): void {
    giveBack(this.kernel);
  }

  /**
   * The ends of those of the edges that are not faint in this graph: what a search from earlier communities is to look at where these edges
   * are new.
   */
  endsOf(edges: EdgeList): number[] {
    const { kernel } = this;
    this.marks().fill(0);
    inChunks(kernel, edges, (count) => kernel.touch(count, this.scale));
    const marks = this.marks();
    const ends: number[] = [];
    for (let node = marks.indexOf(1); node >= 0; node = marks.indexOf(1, node + 1)) ends.push(node);
    return ends;
  }

  adjacency(): Adjacency {
    const { kernel, size, parcels, component } = this;
    const start = intsAt(kernel, kernel.startAt(), size + 1).slice();
    const edge = intsAt(kernel, kernel.edgeAt(), 2 * start[size]);
    const real = new Float32Array(edge.buffer, edge.byteOffset, edge.length);
    const neighbour = new Int32Array(start[size]);
    for (let k = 0; k + 1 < parcels.length; k++) {
      const from = component[parcels[k]];
      for (let p = start[from]; p < start[component[parcels[k + 1]]]; p++) neighbour[p] = from + edge[2 * p];
    }
    return { size, start, neighbour, weight: Float32Array.from(neighbour, (_, p) => real[2 * p + 1]) };
  }

  /**
   * Modules of the shortest two-level code found (the map equation, Rosvall & Bergstrom 2008), each component coded on its own; then
   * members leave that are tied to theirs by less than `trim` of the mean, and what is not connected comes apart. Where it begins `from`
   * communities (by node of the edge list, -1: none yet) and only some nodes are `touched`, what they set in motion is looked at and no
   * more.
   */
  search(trim: number, from?: Int32Array, touched?: Iterable<number>): Communities {
    if (from) this.labels().fill(-1).set(from);
    if (from && touched) {
      const marks = this.marks().fill(0);
      for (const node of touched) marks[node] = 1;
    }
    return this.detect(true, trim, from !== undefined, from !== undefined && touched !== undefined);
  }

  /** Modules by node of the graph, refined in the same way. */
  refine(trim: number, modules: Int32Array): Communities {
    const labels = this.labels();
    for (let i = 0; i < this.size; i++) labels[this.origin[i]] = modules[i];
    return this.detect(false, trim, true, false);
  }

  private detect(isSearch: boolean, trim: number, isGiven: boolean, isPartial: boolean): Communities {
    const communities = this.kernel.detect(Number(isSearch), Number(isGiven), Number(isPartial), trim);
    return { community: this.labels().slice(), communities };
  }

  private labels(): Int32Array {
    return intsAt(this.kernel, this.kernel.labelAt(), this.nodes);
  }

  private marks(): Uint8Array {
    return bytesAt(this.kernel, this.kernel.touchedAt(), this.nodes);
  }
}

/**
 * Each node's edges side by side, without those that are faint; loops and weights of 0 left out. Returns the scale. Throws where an edge
 * cannot be.
 */
export function layRows(kernel: Kernel, edges: EdgeList, { faint, scale }: CompactOptions): number {
  const { nodes, source, target, weight } = edges;
  if (source.length !== target.length || source.length !== weight.length)
    throw new PermanentError(
      `edge list: ${source.length} sources, ${target.length} targets and ${weight.length} weights; give each edge one of each`,
    );
  kernel.start(nodes);
  inChunks(kernel, edges, (count) => {
    if (kernel.count(count) === 0) refuse(edges);
  });
  const exact = scale ?? 2 ** (WEIGHT_BITS - Math.ceil(Math.log2(kernel.greatest() || 1)));
  kernel.counted();
  inChunks(kernel, edges, (count) => kernel.deal(count, exact));
  kernel.makeRows(faint);
  return exact;
}

/** Names the first edge that cannot be, and what is wrong with it. */
function refuse({ nodes, source, target, weight }: EdgeList): never {
  const e = source.findIndex((a, i) => !(weight[i] >= 0 && weight[i] < Infinity) || a >= nodes || target[i] >= nodes);
  const edge = `edge ${source[e]}-${target[e]}`;
  if (source[e] >= nodes || target[e] >= nodes)
    throw new PermanentError(`${edge}: node numbers must be below ${nodes}, the number of nodes`);
  throw new PermanentError(`${edge}: weight is ${weight[e]}; weights must be finite and not negative`);
}

function inChunks(kernel: Kernel, { source, target, weight }: EdgeList, take: (edges: number) => void): void {
  const most = kernel.CHUNK.value;
  for (let from = 0; from < source.length; from += most) {
    const end = Math.min(source.length, from + most);
    const { buffer } = kernel.memory;
    new Uint32Array(buffer, kernel.sourceAt.value, most).set(source.subarray(from, end));
    new Uint32Array(buffer, kernel.targetAt.value, most).set(target.subarray(from, end));
    new Float32Array(buffer, kernel.weightAt.value, most).set(weight.subarray(from, end));
    take(end - from);
  }
}
