/**
 * A graph and a partition -> how good it is: the two-level codelength in bits (Rosvall & Bergstrom 2008) and modularity (Newman & Girvan
 * 2004).
 */
import type { EdgeList } from "./graph.js";

export interface Quality {
  /** Bits a step of a random walk, of the whole graph. */
  codelength: number;
  modularity: number;
}

/** Loops are nothing. Exact sums of whole numbers, so that it does not depend on the order of the edges. */
export function qualityOf({ nodes, source, target, weight }: EdgeList, partition: Int32Array): Quality {
  let greatest = 0;
  for (let e = 0; e < weight.length; e++) if (weight[e] > greatest) greatest = weight[e];
  const unit = 2 ** (Math.ceil(Math.log2(greatest || 1)) + Math.ceil(Math.log2(2 * weight.length + 2)) - 52);
  const sums = new Sums(nodes);
  for (let e = 0; e < weight.length; e++)
    if (source[e] !== target[e]) sums.add(source[e], target[e], Math.round(weight[e] / unit), partition);
  return sums.quality(partition);
}

/** What both measures are made of; labels must be below the number of nodes. */
class Sums {
  /** Of each node, side by side: the weight of its edges, and of those to other communities. */
  private readonly node: Float64Array;

  constructor(private readonly nodes: number) {
    this.node = new Float64Array(2 * nodes);
  }

  add(a: number, b: number, weight: number, partition: Int32Array): void {
    const { node } = this;
    const leaving = partition[a] === partition[b] ? 0 : weight;
    node[2 * a] += weight;
    node[2 * a + 1] += leaving;
    node[2 * b] += weight;
    node[2 * b + 1] += leaving;
  }

  quality(partition: Int32Array): Quality {
    const { node, nodes } = this;
    const volume = new Float64Array(nodes);
    const exit = new Float64Array(nodes);
    let total = 0;
    let nodeTerms = 0;
    for (let i = 0; i < nodes; i++) {
      volume[partition[i]] += node[2 * i];
      exit[partition[i]] += node[2 * i + 1];
      total += node[2 * i];
    }
    if (total === 0) return { codelength: 0, modularity: 0 };
    for (let i = 0; i < nodes; i++) nodeTerms += xlog2x(node[2 * i] / total);
    let exits = 0;
    let exitTerms = 0;
    let moduleTerms = 0;
    let squares = 0;
    for (let m = 0; m < nodes; m++) {
      exits += exit[m] / total;
      exitTerms += xlog2x(exit[m] / total);
      moduleTerms += xlog2x((exit[m] + volume[m]) / total);
      squares += (volume[m] / total) ** 2;
    }
    return { codelength: xlog2x(exits) - 2 * exitTerms - nodeTerms + moduleTerms, modularity: 1 - exits - squares };
  }
}

function xlog2x(x: number): number {
  return x > 1e-300 ? x * Math.log2(x) : 0;
}
