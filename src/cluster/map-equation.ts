/** A compact graph -> modules of the shortest two-level code found (the map equation, Rosvall & Bergstrom 2008), each component coded on its own. */
import type { Graph } from "./graph.js";
import { aggregate, groundLevel, relabel } from "./level.js";
import { moveNodes } from "./move.js";

const TOLERANCE = 1e-6;
/** Another level is not worth its cost where the last one joined less than this share of its nodes. */
const WORTH_A_LEVEL = 0.01;

/** Moves nodes, then the modules they form, then the modules of those, until nothing moves (Blondel et al. 2008). `from` is a partition to begin with. */
export function mapEquation(graph: Graph, from?: Int32Array, first?: Uint8Array): Int32Array {
  let level = groundLevel(graph);
  const result = Int32Array.from({ length: graph.size }, (_, i) => i);
  let module = from ? from.slice() : result.slice();
  for (let depth = 0; ; depth++) {
    moveNodes(level, { module, tolerance: TOLERANCE, first: depth === 0 ? first : undefined });
    const modules = relabel(module);
    for (let i = 0; i < result.length; i++) result[i] = module[result[i]];
    if (modules >= level.size * (1 - WORTH_A_LEVEL)) return result;
    level = aggregate(level, module, modules);
    module = Int32Array.from({ length: modules }, (_, i) => i);
  }
}
