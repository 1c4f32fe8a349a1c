/** An edge list -> a compact graph: sorted, without loops, duplicates summed, nodes that stand alone left out, components one after another. */
import { PermanentError } from "../errors.js";

/** Undirected and weighted; in any order, an edge in either direction. Node numbers are below `nodes`; not every node needs an edge. */
export interface EdgeList {
  nodes: number;
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
}

/** Compressed rows, both directions of each edge: the neighbours of node i are at [start[i], start[i + 1]), ascending. */
export interface Graph {
  size: number;
  start: Uint32Array;
  neighbour: Uint32Array;
  weight: Float32Array;
  /** Component c holds the nodes [component[c], component[c + 1]). */
  component: Uint32Array;
}

export interface CompactGraph extends Graph {
  /** Node of the graph -> node of the edge list. */
  origin: Uint32Array;
  /** Of the edge list. */
  nodes: number;
}

/** The graph depends on the set of edges alone, not on their order. */
export function compact(edges: EdgeList): CompactGraph {
  check(edges);
  const label = components(edges);
  const { rank, origin, component } = byComponent(edges, label);
  const sorted = sortEdges(edges, rank, origin.length);
  const start = new Uint32Array(origin.length + 1);
  const { low, high, weight, count } = sumDuplicates(sorted);
  for (let e = 0; e < count; e++) {
    start[low[e] + 1]++;
    start[high[e] + 1]++;
  }
  for (let i = 0; i < origin.length; i++) start[i + 1] += start[i];
  const next = start.slice(0, origin.length);
  const neighbour = new Uint32Array(2 * count);
  const rowWeight = new Float32Array(2 * count);
  // Edges come sorted by (low, high), so each row fills in ascending order: first its lower neighbours, then its higher ones.
  for (let e = 0; e < count; e++) {
    const forth = next[low[e]]++;
    const back = next[high[e]]++;
    neighbour[forth] = high[e];
    neighbour[back] = low[e];
    rowWeight[forth] = rowWeight[back] = weight[e];
  }
  return { size: origin.length, start, neighbour, weight: rowWeight, component, origin, nodes: edges.nodes };
}

function check({ nodes, source, target, weight }: EdgeList): void {
  if (source.length !== target.length || source.length !== weight.length)
    throw new PermanentError(
      `edge list: ${source.length} sources, ${target.length} targets and ${weight.length} weights; give each edge one of each`,
    );
  for (let e = 0; e < source.length; e++) {
    const w = weight[e];
    if (!(w >= 0 && w < Infinity))
      throw new PermanentError(`edge ${source[e]}-${target[e]}: weight is ${w}; weights must be finite and not negative`);
    if (source[e] >= nodes || target[e] >= nodes)
      throw new PermanentError(`edge ${source[e]}-${target[e]}: node numbers must be below ${nodes}, the number of nodes`);
  }
}

/** Union-find over the edges that count; a node's label is the smallest node of its component, and `nodes` for a node without an edge. */
function components({ nodes, source, target, weight }: EdgeList): Uint32Array {
  const parent = new Uint32Array(nodes).fill(nodes);
  const find = (x: number): number => {
    while (parent[x] !== x) {
      parent[x] = parent[parent[x]];
      x = parent[x];
    }
    return x;
  };
  for (let e = 0; e < source.length; e++) {
    let a = source[e];
    let b = target[e];
    if (a === b || weight[e] === 0) continue;
    if (parent[a] === nodes) parent[a] = a;
    if (parent[b] === nodes) parent[b] = b;
    a = find(a);
    b = find(b);
    if (a < b) parent[b] = a;
    else if (b < a) parent[a] = b;
  }
  for (let i = 0; i < nodes; i++) if (parent[i] !== nodes) parent[i] = find(i);
  return parent;
}

/** Numbers the nodes with edges: components by their smallest node, nodes in order within each. */
function byComponent({ nodes }: EdgeList, label: Uint32Array) {
  const index = new Uint32Array(nodes);
  const sizes: number[] = [];
  let size = 0;
  for (let i = 0; i < nodes; i++) {
    if (label[i] === nodes) continue;
    if (label[i] === i) index[i] = sizes.push(0) - 1;
    sizes[index[label[i]]]++;
    size++;
  }
  const component = new Uint32Array(sizes.length + 1);
  for (let c = 0; c < sizes.length; c++) component[c + 1] = component[c] + sizes[c];
  const next = component.slice(0, sizes.length);
  const rank = new Uint32Array(nodes);
  const origin = new Uint32Array(size);
  for (let i = 0; i < nodes; i++) {
    if (label[i] === nodes) continue;
    rank[i] = next[index[label[i]]]++;
    origin[rank[i]] = i;
  }
  return { rank, origin, component };
}

interface SortedEdges {
  low: Uint32Array;
  high: Uint32Array;
  weight: Float32Array;
  count: number;
}

/** Counting sort by the higher end, then, stable, by the lower one. */
function sortEdges(edges: EdgeList, rank: Uint32Array, size: number): SortedEdges {
  const length = edges.source.length;
  const byHigh = new Uint32Array(size + 1);
  const byLow = new Uint32Array(size + 1);
  let count = 0;
  for (let e = 0; e < length; e++) {
    if (edges.source[e] === edges.target[e] || edges.weight[e] === 0) continue;
    const a = rank[edges.source[e]];
    const b = rank[edges.target[e]];
    byHigh[Math.max(a, b) + 1]++;
    byLow[Math.min(a, b) + 1]++;
    count++;
  }
  for (let i = 0; i < size; i++) {
    byHigh[i + 1] += byHigh[i];
    byLow[i + 1] += byLow[i];
  }
  const midLow = new Uint32Array(count);
  const midWeight = new Float32Array(count);
  const ends = byHigh.slice(1); // where each higher end's run stops
  for (let e = 0; e < length; e++) {
    if (edges.source[e] === edges.target[e] || edges.weight[e] === 0) continue;
    const a = rank[edges.source[e]];
    const b = rank[edges.target[e]];
    const at = byHigh[Math.max(a, b)]++;
    midLow[at] = Math.min(a, b);
    midWeight[at] = edges.weight[e];
  }
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const weight = new Float32Array(count);
  for (let e = 0, h = 0; e < count; e++) {
    while (ends[h] <= e) h++;
    const at = byLow[midLow[e]]++;
    low[at] = midLow[e];
    high[at] = h;
    weight[at] = midWeight[e];
  }
  return { low, high, weight, count };
}

/** In place. A run of duplicates is summed from its smallest weight up, so that the sum does not depend on the order of the input. */
function sumDuplicates(edges: SortedEdges): SortedEdges {
  const { low, high, weight, count } = edges;
  let kept = 0;
  for (let e = 0; e < count; ) {
    let end = e + 1;
    while (end < count && low[end] === low[e] && high[end] === high[e]) end++;
    const sum =
      end === e + 1
        ? weight[e]
        : weight
            .slice(e, end)
            .sort()
            .reduce((a, b) => a + b, 0);
    low[kept] = low[e];
    high[kept] = high[e];
    weight[kept++] = sum;
    e = end;
  }
  return { low, high, weight, count: kept };
}
