/** A graph and a partition -> how good it is: the two-level codelength in bits (Rosvall & Bergstrom 2008) and modularity (Newman & Girvan 2004). */
import type { Graph } from "./graph.js";

export interface Quality {
  /** Bits a step of a random walk, of the whole graph. */
  codelength: number;
  modularity: number;
}

export function qualityOf({ size, start, neighbour, weight }: Graph, partition: Int32Array): Quality {
  const modules = size === 0 ? 0 : partition.reduce((a, b) => Math.max(a, b), 0) + 1;
  const exit = new Float64Array(modules);
  const volume = new Float64Array(modules);
  let nodeTerms = 0;
  let total = 0;
  let within = 0;
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    let strength = 0;
    let out = 0;
    for (let p = start[i]; p < start[i + 1]; p++) {
      strength += weight[p];
      if (partition[neighbour[p]] !== own) out += weight[p];
    }
    exit[own] += out;
    volume[own] += strength;
    nodeTerms += xlog2x(strength);
    total += strength;
    within += strength - out;
  }
  if (total === 0) return { codelength: 0, modularity: 0 };
  let exits = 0;
  let exitTerms = 0;
  let moduleTerms = 0;
  let modularity = within / total;
  for (let m = 0; m < modules; m++) {
    exits += exit[m];
    exitTerms += xlog2x(exit[m]);
    moduleTerms += xlog2x(exit[m] + volume[m]);
    modularity -= (volume[m] / total) ** 2;
  }
  return { codelength: (xlog2x(exits) - 2 * exitTerms - nodeTerms + moduleTerms) / total, modularity };
}

function xlog2x(x: number): number {
  return x > 1e-300 ? x * Math.log2(x) : 0;
}
