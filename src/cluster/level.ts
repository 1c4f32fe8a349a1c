/** A graph and a partition of it -> the graph of its modules, one level up (Blondel et al. 2008); components stay apart and in order. */
import type { Adjacency, Graph } from "./graph.js";
import { Ties } from "./ties.js";

/** A graph whose nodes may stand for many: `volume` is a node's strength with what lies within it. */
export interface Level extends Graph {
  volume: Float64Array;
  /** The weight of all edges of a node to others, those that were left out too. */
  exit: Float64Array;
}

export function groundLevel(graph: Graph): Level {
  const volume = strengths(graph);
  return { ...graph, volume, exit: volume };
}

/** Each node a module of its own. */
export function identity(size: number): Int32Array {
  const labels = new Int32Array(size);
  for (let i = 0; i < size; i++) labels[i] = i;
  return labels;
}

/** The sum of the weights of each node's edges. */
export function strengths({ size, start, weight }: Adjacency): Float64Array {
  const strength = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let p = start[i]; p < start[i + 1]; p++) sum += weight[p];
    strength[i] = sum;
  }
  return strength;
}

/** Numbers the labels by first appearance, in place; returns how many there are. Labels must be below `labels`. */
export function relabel(partition: Int32Array, labels = partition.length): number {
  const number = new Int32Array(labels).fill(-1);
  let count = 0;
  for (let i = 0; i < partition.length; i++) {
    const label = partition[i];
    if (number[label] < 0) number[label] = count++;
    partition[i] = number[label];
  }
  return count;
}

/** Members of each of `modules` modules: those of m are at [start[m], start[m + 1]) of `member`, ascending. */
export function membersOf(partition: Int32Array, modules: number): { start: Int32Array; member: Int32Array } {
  const start = new Int32Array(modules + 1);
  for (let i = 0; i < partition.length; i++) start[partition[i] + 1]++;
  for (let m = 0; m < modules; m++) start[m + 1] += start[m];
  const next = start.slice(0, modules);
  const member = new Int32Array(partition.length);
  for (let i = 0; i < partition.length; i++) member[next[partition[i]]++] = i;
  return { start, member };
}

/**
 * `partition` must be numbered by first appearance (`relabel`) and must not join components; `exits` are those of each node's module. Where some
 * modules are `marked`, only the edges among them are kept.
 */
export function aggregate(level: Level, partition: Int32Array, modules: number, exits: Float64Array, marked?: Uint8Array): Level {
  const { start, neighbour, weight } = level;
  const { start: first, member } = membersOf(partition, modules);
  const newStart = new Int32Array(modules + 1);
  // Room for all edges, most of it never touched: memory that is not written is not taken.
  const newNeighbour = new Int32Array(neighbour.length);
  const newWeight = new Float32Array(neighbour.length);
  const volume = new Float64Array(modules);
  const exit = new Float64Array(modules);
  const ties = new Ties(modules, modules);
  let edges = 0;
  for (let m = 0; m < modules; m++) {
    for (let t = first[m]; t < first[m + 1]; t++) {
      volume[m] += level.volume[member[t]];
      exit[m] = exits[member[t]];
    }
    if (!marked || marked[m] === 1) {
      ties.gatherAll(neighbour, weight, start, member, first[m], first[m + 1], partition);
      for (let k = 1; k <= ties.count; k++) {
        const other = ties.module[k];
        if (other === m || (marked && marked[other] === 0)) continue;
        newNeighbour[edges] = other;
        newWeight[edges++] = ties.weight[k];
      }
    }
    newStart[m + 1] = edges;
  }
  return {
    size: modules,
    start: newStart,
    neighbour: newNeighbour.subarray(0, edges),
    weight: newWeight.subarray(0, edges),
    volume,
    exit,
    component: level.component.map((i) => (i === level.size ? modules : partition[i])),
  };
}
