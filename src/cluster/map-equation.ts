/** A compact graph -> modules of the shortest two-level code found (the map equation, Rosvall & Bergstrom 2008), each component coded on its own. */
import type { Graph } from "./graph.js";
import { groupModules } from "./group-merge.js";
import { aggregate, groundLevel, identity, type Level, relabel } from "./level.js";
import { type Moving, moveNodes } from "./move.js";

const TOLERANCE = 1e-6;
/** Another level is not worth its cost where the last one joined less than this share of its nodes. */
const WORTH_A_LEVEL = 0.03;

/** A partition to begin with, its labels nodes of the same component, and which nodes may have reason to move. */
export interface WarmStart {
  module: Int32Array;
  touched: Uint8Array;
}

/** From a warm start, only what the touched nodes set in motion is looked at. Modules are numbered by first appearance. */
export function mapEquation(graph: Graph, warm?: WarmStart): Int32Array {
  const ground = groundLevel(graph);
  const labels = graph.size;
  if (warm?.touched.includes(0)) return climb(ground, { module: warm.module.slice(), labels, first: warm.touched }).partition;
  const { partition, modules, top } = climb(ground, { module: warm?.module.slice() ?? identity(graph.size), labels });
  const level = top();
  const group = groupModules(level);
  if (!group) return partition;
  const first = membersOfMerged(partition, group);
  for (let i = 0; i < partition.length; i++) partition[i] = group[partition[i]];
  return climb(ground, { module: partition, labels: modules, first, exits: exitsOf(level, group) }).partition;
}

interface Climbed {
  /** Of each node; numbered by first appearance. */
  partition: Int32Array;
  modules: number;
  /** The level whose nodes are the modules. */
  top: () => Level;
}

/**
 * Moves nodes, then the modules they form, then the modules of those, until nothing more is gained (Blondel et al. 2008). Where it begins with some
 * nodes alone, only modules that a node has moved into go on.
 */
function climb(ground: Level, from: Omit<Moving, "tolerance">): Climbed {
  let level = ground;
  let moving = { ...from, tolerance: TOLERANCE };
  const partition = identity(ground.size);
  for (;;) {
    const { module } = moving;
    const before = moving.first && module.slice();
    const exits = moveNodes(level, moving);
    const moved = before && differing(before, module);
    const modules = relabel(module, moving.labels + level.size);
    for (let i = 0; i < partition.length; i++) partition[i] = module[partition[i]];
    const below = level;
    const first = moved && anyOf(moved, module, modules);
    if (modules >= level.size * (1 - WORTH_A_LEVEL) || first?.includes(1) === false)
      return { partition, modules, top: () => aggregate(below, module, modules, exits) };
    level = aggregate(level, module, modules, exits, first);
    moving = { module: identity(modules), labels: modules, tolerance: TOLERANCE, first };
  }
}

function differing(before: Int32Array, after: Int32Array): Uint8Array {
  const marked = new Uint8Array(before.length);
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) marked[i] = 1;
  return marked;
}

/** Marks the modules that hold a marked node. */
function anyOf(marked: Uint8Array, module: Int32Array, modules: number): Uint8Array {
  const any = new Uint8Array(modules);
  for (let i = 0; i < module.length; i++) if (marked[i] === 1) any[module[i]] = 1;
  return any;
}

/** Marks the nodes whose module was merged with others. */
function membersOfMerged(partition: Int32Array, group: Int32Array): Uint8Array {
  const sizes = new Int32Array(group.length);
  for (const g of group) sizes[g]++;
  const marked = new Uint8Array(partition.length);
  for (let i = 0; i < partition.length; i++) if (sizes[group[partition[i]]] > 1) marked[i] = 1;
  return marked;
}

/** The exit of each group of a level's nodes. */
function exitsOf({ size, start, neighbour, weight, exit }: Level, group: Int32Array): Float64Array {
  const exits = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    exits[group[m]] += exit[m];
    for (let p = start[m]; p < start[m + 1]; p++) if (group[neighbour[p]] === group[m]) exits[group[m]] -= weight[p];
  }
  return exits;
}
