/** A compact graph -> modules of the shortest two-level code found (the map equation, Rosvall & Bergstrom 2008), each component coded on its own. */
import type { Graph } from "./graph.js";
import { groupModules } from "./group-merge.js";
import { aggregate, groundLevel, identity, type Level, relabel } from "./level.js";
import { moveNodes } from "./move.js";

const TOLERANCE = 1e-6;
/** Another level is not worth its cost where the last one joined less than this share of its nodes. */
const WORTH_A_LEVEL = 0.01;
const GROUPINGS = 3;

/** A partition to begin with, its labels nodes of the same component, and which nodes may have reason to move. */
export interface WarmStart {
  module: Int32Array;
  touched: Uint8Array;
}

/** From a warm start, only what the touched nodes set in motion is looked at. Modules are numbered by first appearance. */
export function mapEquation(graph: Graph, warm?: WarmStart): Int32Array {
  const ground = groundLevel(graph);
  let climbed = climb(ground, warm?.module ?? identity(graph.size), graph.size, warm?.touched);
  for (let round = 0; round < GROUPINGS && !warm; round++) {
    const group = groupModules(climbed.top());
    if (!group) break;
    const regrouped = climbed.partition.map((module) => group[module]);
    climbed = climb(ground, regrouped, climbed.modules, membersOfMerged(climbed.partition, group));
  }
  return climbed.partition;
}

interface Climbed {
  /** Of each node; numbered by first appearance. */
  partition: Int32Array;
  modules: number;
  /** The level whose nodes are the modules. */
  top: () => Level;
}

/** Moves nodes, then the modules they form, then the modules of those, until nothing more is gained (Blondel et al. 2008). Labels of `from` are below `labels`. */
function climb(ground: Level, from: Int32Array, labels: number, first?: Uint8Array): Climbed {
  let level = ground;
  const partition = identity(ground.size);
  let module: Int32Array = from.slice();
  for (;;) {
    const exits = moveNodes(level, { module, labels, tolerance: TOLERANCE, first });
    const modules = relabel(module, labels + level.size);
    for (let i = 0; i < partition.length; i++) partition[i] = module[partition[i]];
    const settled = modules >= level.size * (1 - WORTH_A_LEVEL);
    first = first && anyOf(first, module, modules);
    if (settled) return { partition, modules, top: () => aggregate(level, module, modules, exits) };
    level = aggregate(level, module, modules, exits, first);
    module = identity(modules);
    labels = modules;
  }
}

/** Marks the modules that hold a marked node. */
function anyOf(marked: Uint8Array, module: Int32Array, modules: number): Uint8Array {
  const any = new Uint8Array(modules);
  for (let i = 0; i < module.length; i++) if (marked[i]) any[module[i]] = 1;
  return any;
}

function membersOfMerged(partition: Int32Array, group: Int32Array): Uint8Array {
  const sizes = new Int32Array(group.length);
  for (const g of group) sizes[g]++;
  return Uint8Array.from(partition, (module) => (sizes[group[module]] > 1 ? 1 : 0));
}
