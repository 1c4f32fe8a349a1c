/**
 * The modules of a level -> groups of modules that are shorter to code as one. Moving one by one cannot find them: a large sparse community that
 * fell into many shards gains nothing until most of them are back together.
 */
import { aggregate, identity, type Level, membersOf, relabel } from "./level.js";
import { moveNodes } from "./move.js";
import { xlogx } from "./xlogx.js";

/** A longer Markov time makes leaving a module dearer, so that larger ones form (Kheirkhahzadeh et al. 2016); they are candidates, no more. */
const MARKOV_TIMES = [1.5, 2.5];
/** A module that keeps more than this share of its volume inside is no shard. */
const SHARD_KEEPS = 0.75;

/** A group for each module, or null where nothing is to be gained. */
export function groupModules(level: Level): Int32Array | null {
  const shards = shardsOf(level);
  if (shards.neighbour.length === 0) return null;
  const group = identity(level.size);
  const merged = new Uint8Array(level.size); // modules of groups that were accepted
  let accepted = 0;
  for (const time of MARKOV_TIMES) accepted += acceptShorter(level, coarser(shards, time), group, merged);
  return accepted > 0 ? group : null;
}

/** The same modules, with the edges among shards alone. */
function shardsOf(level: Level): Level {
  const { size, start, neighbour, weight, volume, exit } = level;
  const shard = new Uint8Array(size);
  for (let m = 0; m < size; m++) shard[m] = exit[m] > (1 - SHARD_KEEPS) * volume[m] ? 1 : 0;
  const keptStart = new Int32Array(size + 1);
  const keptNeighbour = new Int32Array(neighbour.length);
  const keptWeight = new Float32Array(neighbour.length);
  let kept = 0;
  for (let m = 0; m < size; m++) {
    for (let p = start[m]; shard[m] === 1 && p < start[m + 1]; p++) {
      if (shard[neighbour[p]] === 0) continue;
      keptNeighbour[kept] = neighbour[p];
      keptWeight[kept++] = weight[p];
    }
    keptStart[m + 1] = kept;
  }
  return { ...level, start: keptStart, neighbour: keptNeighbour.subarray(0, kept), weight: keptWeight.subarray(0, kept) };
}

interface Candidates {
  /** Of each module, numbered by first appearance. */
  partition: Int32Array;
  count: number;
}

/** Modules of modules at a Markov time: leaving weighs `time` as much, staying as before. */
function coarser(shards: Level, time: number): Candidates {
  let level: Level = { ...shards, weight: shards.weight.map((w) => w * time), exit: shards.exit.map((w) => w * time) };
  const partition = identity(shards.size);
  for (;;) {
    const module = identity(level.size);
    const exits = moveNodes(level, { module, labels: level.size, tolerance: 1e-5 });
    const count = relabel(module, 2 * level.size);
    for (let m = 0; m < partition.length; m++) partition[m] = module[partition[m]];
    if (count > 0.9 * level.size) return { partition, count };
    level = aggregate(level, module, count, exits);
  }
}

/** Joins each group of candidates that shortens the code; returns how many. */
function acceptShorter(level: Level, { partition, count }: Candidates, group: Int32Array, merged: Uint8Array): number {
  const { component, volume, exit } = level;
  const { start, member } = membersOf(partition, count);
  let accepted = 0;
  let exits = 0;
  let end = 0; // of the component that the candidates are in
  for (let g = 0, c = 0; g < count; g++) {
    for (; member[start[g]] >= end; c++) {
      exits = 0;
      end = component[c + 1];
      for (let m = component[c]; m < end; m++) exits += exit[m];
    }
    if (start[g + 1] - start[g] < 2) continue;
    const together = member.subarray(start[g], start[g + 1]).filter((m) => merged[m] === 0);
    if (together.length < 2) continue;
    let inside = 0;
    let out = 0;
    let all = 0;
    let before = 0;
    for (const m of together) {
      inside += tiesWithin(level, m, partition, merged);
      out += exit[m];
      all += volume[m];
      before += xlogx(exit[m] + volume[m]) - 2 * xlogx(exit[m]);
    }
    out = Math.max(0, out - inside);
    const change = xlogx(exits - inside) - xlogx(exits) + xlogx(out + all) - 2 * xlogx(out) - before;
    if (change >= -1e-9 * all) continue;
    accepted++;
    exits -= inside;
    for (const m of together) {
      group[m] = together[0];
      merged[m] = 1;
    }
  }
  return accepted;
}

function tiesWithin({ start, neighbour, weight }: Level, m: number, candidate: Int32Array, merged: Uint8Array): number {
  let sum = 0;
  for (let p = start[m]; p < start[m + 1]; p++) if (candidate[neighbour[p]] === candidate[m] && !merged[neighbour[p]]) sum += weight[p];
  return sum;
}
