/** A graph and a partition of it -> the graph of its modules, one level up (Blondel et al. 2008); components stay apart and in order. */
import { Graph } from "./graph";
import { Bytes, Doubles, doubles, Ints, ints, mark, release, room, zeroInts } from "./memory";
import { edgesOf } from "./rows";
import { newTies, Ties } from "./ties";

const STRIDE: i32 = 1 << 14;

/** A graph whose nodes may stand for many: `volume` is a node's strength with what lies within it. */
@unmanaged
export class Level extends Graph {
  volume: Doubles;
  /** The weight of all edges of a node to others, those that were left out too. */
  exit: Doubles;
}

export function newLevel(): Level {
  return changetype<Level>(room(offsetof<Level>()));
}

export function groundLevel(graph: Graph): Level {
  const level = newLevel();
  memory.copy(changetype<usize>(level), changetype<usize>(graph), offsetof<Graph>());
  level.volume = graph.strength;
  level.exit = graph.strength;
  return level;
}

/** Numbers the labels by first appearance, in place; returns how many there are. Labels must be below `labels`. */
export function relabel(partition: Ints, size: i32, labels: i32): i32 {
  const marked = mark();
  const number = zeroInts(labels);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const label = partition[i];
    if (number[label] === 0) number[label] = ++count;
    partition[i] = number[label] - 1;
  }
  release(marked);
  return count;
}

/** Members of each of some modules: those of m are at [start[m], start[m + 1]) of `member`, ascending. */
@unmanaged
export class Members {
  start: Ints;
  member: Ints;
}

export function membersOf(partition: Ints, size: i32, modules: i32): Members {
  const members = changetype<Members>(room(offsetof<Members>()));
  const start = zeroInts(modules + 2);
  for (let i = 0; i < size; i++) start[partition[i] + 2]++;
  for (let m = 1; m <= modules; m++) start[m + 1] += start[m];
  const member = ints(size);
  for (let i = 0; i < size; i++) member[start[partition[i] + 1]++] = i;
  members.start = start;
  members.member = member;
  return members;
}

/**
 * `partition` must be numbered by first appearance (`relabel`) and must not join components; `exits` are those of each node's module. Where
 * some modules are `marked`, only the edges among them are kept.
 */
export function aggregate(level: Level, partition: Ints, modules: i32, exits: Doubles, kept: Bytes | null): Level {
  const upper = newLevel();
  upper.size = modules;
  upper.start = ints(modules + 1);
  upper.volume = doubles(modules);
  upper.exit = doubles(modules);
  upper.components = level.components;
  upper.component = ints(level.components + 1);
  for (let c = 0; c <= level.components; c++) {
    const first = level.component[c];
    upper.component[c] = first === level.size ? modules : partition[first];
  }
  // Room for all edges, most of it never touched: memory that is not written is not taken.
  upper.edge = edgesOf(level.start[level.size]);
  upper.start[0] = 0;
  const marked = mark();
  const members = membersOf(partition, level.size, modules);
  const ties = newTies(modules, modules);
  for (let m = 0; m < modules; m += STRIDE) gatherModules(level, partition, exits, kept, upper, members, ties, m, min(modules, m + STRIDE));
  release(marked);
  return upper;
}

function gatherModules(
  level: Level,
  partition: Ints,
  exits: Doubles,
  kept: Bytes | null,
  upper: Level,
  members: Members,
  ties: Ties,
  from: i32,
  end: i32,
): void {
  const member = members.member;
  let edges = upper.start[from];
  for (let m = from; m < end; m++) {
    const first = members.start[m];
    const last = members.start[m + 1];
    let volume: f64 = 0;
    for (let t = first; t < last; t++) volume += level.volume[member[t]];
    upper.volume[m] = volume;
    upper.exit[m] = exits[member[first]];
    if (kept === null || kept[m] === 1) {
      ties.gatherAll(level, member, first, last, partition);
      for (let k = 1; k <= ties.count; k++) {
        const other = ties.module(k);
        if (other === m || (kept !== null && kept[other] === 0)) continue;
        upper.edge.put(edges++, other, f32(ties.weight(k)));
      }
    }
    upper.start[m + 1] = edges;
  }
}
