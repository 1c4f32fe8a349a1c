/**
 * A compact graph -> modules of the shortest two-level code found (the map equation, Rosvall & Bergstrom 2008), each component coded on its
 * own.
 */
import { Graph } from "./graph";
import { groupModules } from "./group-merge";
import { aggregate, groundLevel, Level, relabel } from "./level";
import {
  Bytes,
  bytes,
  copyOf,
  Doubles,
  doubles,
  has,
  Ints,
  identity,
  ints,
  mark,
  release,
  room,
  zeroBytes,
  zeroDoubles,
  zeroInts,
} from "./memory";
import { Moving, moveNodes, newMoving, stays } from "./move";
import { exitsOf, tiesWithin } from "./within";

const TOLERANCE: f64 = 1e-6;
/** Another level is not worth its cost where the last one joined less than this share of its nodes. */
const WORTH_A_LEVEL: f64 = 0.03;

/**
 * Improves `partition` in place; labels are nodes, of the same component, and `isAlone` where each is its own. When done they are numbers
 * by first appearance.
 */
export function mapEquation(graph: Graph, partition: Ints, isAlone: bool): void {
  const size = graph.size;
  const marked = mark();
  const ground = groundLevel(graph);
  const climbed = changetype<Climbed>(room(offsetof<Climbed>()));
  const exits = isAlone ? ground.exit : exitsOf(graph, partition, size, tiesWithin(graph, partition));
  climb(ground, newMoving(copyOf(partition, size), size, exits, TOLERANCE), partition, climbed);
  const level = aggregate(climbed.below, climbed.module, climbed.modules, climbed.exits, null);
  const group = ints(level.size);
  if (groupModules(level, group)) {
    const again = newMoving(identity(size), climbed.modules, exitsOfGroups(level, group), TOLERANCE);
    again.first = membersOfMerged(partition, size, group, level.size);
    for (let i = 0; i < size; i++) again.module[i] = group[partition[i]];
    climb(ground, again, partition, climbed);
  }
  release(marked);
}

/**
 * The same, but that no more is looked at than what the marked nodes set in motion; `ties` are the weights of nodes' edges within their
 * modules.
 */
export function improve(graph: Graph, partition: Ints, marked: Bytes, ties: Doubles): void {
  const size = graph.size;
  const before = mark();
  const moving = newMoving(copyOf(partition, size), size, exitsOf(graph, partition, size, ties), TOLERANCE);
  const first = bytes(size);
  for (let i = 0; i < size; i++) first[i] = u8(marked[i] === 1 && !stays(graph.strength[i], ties[i]));
  moving.first = first;
  climb(groundLevel(graph), moving, partition, changetype<Climbed>(room(offsetof<Climbed>())));
  release(before);
}

@unmanaged
class Climbed {
  modules: i32;
  /** The last level but the one whose nodes are the modules; each of its nodes' modules, and the exits of those. */
  below: Level;
  module: Ints;
  exits: Doubles;
}

/**
 * Moves nodes, then the modules they form, then the modules of those, until nothing more is gained (Blondel et al. 2008). Where it begins
 * with some nodes alone, only modules that a node has moved into go on. The memory that it takes is for the caller to release.
 */
function climb(ground: Level, from: Moving, partition: Ints, climbed: Climbed): void {
  const size = ground.size;
  let level = ground;
  let moving = from;
  for (let i = 0; i < size; i++) partition[i] = i;
  for (;;) {
    const module = moving.module;
    const exits = doubles(level.size);
    const isPartial = moving.first !== null;
    const before = isPartial ? copyOf(module, level.size) : module;
    moveNodes(level, moving, exits);
    const moved = isPartial ? differing(before, module, level.size) : bytes(0);
    const modules = relabel(module, level.size, moving.labels + level.size);
    for (let i = 0; i < size; i++) partition[i] = module[partition[i]];
    climbed.modules = modules;
    climbed.below = level;
    climbed.module = module;
    climbed.exits = exits;
    let first: Bytes | null = null;
    if (isPartial) first = anyOf(moved, module, level.size, modules);
    if (f64(modules) >= f64(level.size) * (1 - WORTH_A_LEVEL) || (first !== null && !has(first, modules))) return;
    level = aggregate(level, module, modules, exits, first);
    moving = newMoving(identity(modules), modules, level.exit, TOLERANCE);
    moving.first = first;
  }
}

function differing(before: Ints, after: Ints, size: i32): Bytes {
  const marks = bytes(size);
  for (let i = 0; i < size; i++) marks[i] = u8(before[i] !== after[i]);
  return marks;
}

/** Marks the modules that hold a marked node. */
function anyOf(marks: Bytes, module: Ints, size: i32, modules: i32): Bytes {
  const marked = zeroBytes(modules);
  for (let i = 0; i < size; i++) if (marks[i] === 1) marked[module[i]] = 1;
  return marked;
}

/** Marks the nodes whose module was merged with others. */
function membersOfMerged(partition: Ints, size: i32, group: Ints, groups: i32): Bytes {
  const sizes = zeroInts(groups);
  for (let m = 0; m < groups; m++) sizes[group[m]]++;
  const marks = bytes(size);
  for (let i = 0; i < size; i++) marks[i] = u8(sizes[group[partition[i]]] > 1);
  return marks;
}

/** The exit of each group of a level's nodes. */
function exitsOfGroups(level: Level, group: Ints): Doubles {
  const exits = zeroDoubles(level.size);
  for (let m = 0; m < level.size; m++) {
    exits[group[m]] += level.exit[m];
    for (let p = level.start[m]; p < level.start[m + 1]; p++)
      if (group[level.edge.to(p)] === group[m]) exits[group[m]] -= level.edge.weight(p);
  }
  return exits;
}
