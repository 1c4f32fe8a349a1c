/** A graph -> communities of high modularity, by graphology's Louvain (Blondel et al. 2008), seeded. The other algorithm, and an oracle. */
import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
import type { Adjacency } from "./graph.js";

/** The library exports the function itself; its types say that it lies under `default`. */
const louvain = louvainModule as unknown as typeof louvainModule.default;

export function louvainOf(graph: Adjacency, seed: number): Int32Array {
  const { size } = graph;
  const network = new UndirectedGraph({ multi: false });
  for (let i = 0; i < size; i++) network.addNode(i);
  for (let i = 0; i < size; i++) for (const [j, w] of higherNeighbours(graph, i)) network.addEdge(i, j, { weight: w });
  const community = louvain(network, { getEdgeWeight: "weight", rng: random(seed) });
  return Int32Array.from({ length: size }, (_, i) => community[i]);
}

/** A node's neighbours of higher number, ascending, each with its weight. */
function higherNeighbours({ start, neighbour, weight }: Adjacency, i: number): [number, number][] {
  const found = new Map<number, number>();
  for (let p = start[i]; p < start[i + 1]; p++) if (neighbour[p] > i) found.set(neighbour[p], (found.get(neighbour[p]) ?? 0) + weight[p]);
  return [...found].sort(([a], [b]) => a - b);
}

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
