/**
 * The modules of a level -> groups of modules that are shorter to code as one. Moving one by one cannot find them: a large sparse community that
 * fell into many shards gains nothing until most of them are back together.
 */
import { aggregate, identity, type Level, relabel } from "./level.js";
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
  const { size, start, neighbour, weight, volume } = level;
  const shard = new Uint8Array(size);
  for (let m = 0; m < size; m++) shard[m] = level.exit[m] > (1 - SHARD_KEEPS) * volume[m] ? 1 : 0;
  const rows = new Int32Array(size + 1);
  const kept: number[] = [];
  for (let m = 0; m < size; m++) {
    for (let p = start[m]; p < start[m + 1]; p++) if (shard[m] && shard[neighbour[p]]) kept.push(p);
    rows[m + 1] = kept.length;
  }
  return {
    ...level,
    start: rows,
    neighbour: Int32Array.from(kept, (p) => neighbour[p]),
    weight: Float32Array.from(kept, (p) => weight[p]),
  };
}

/** Modules of modules at a Markov time: leaving weighs `time` as much, staying as before. */
function coarser(shards: Level, time: number): Int32Array {
  let level: Level = { ...shards, weight: shards.weight.map((w) => w * time), exit: shards.exit.map((w) => w * time) };
  const result = identity(shards.size);
  for (;;) {
    const module = identity(level.size);
    const exits = moveNodes(level, { module, labels: level.size, tolerance: 1e-5 });
    const modules = relabel(module, 2 * level.size);
    for (let m = 0; m < result.length; m++) result[m] = module[result[m]];
    if (modules > 0.9 * level.size) return result;
    level = aggregate(level, module, modules, exits);
  }
}

/** Joins each group of `candidate` that shortens the code; returns how many. */
function acceptShorter(level: Level, candidate: Int32Array, group: Int32Array, merged: Uint8Array): number {
  const { component, volume } = level;
  let accepted = 0;
  for (let c = 0; c + 1 < component.length; c++) {
    const members = new Map<number, number[]>();
    let exits = 0;
    for (let m = component[c]; m < component[c + 1]; m++) {
      exits += level.exit[m];
      if (merged[m]) continue;
      const others = members.get(candidate[m]);
      if (others) others.push(m);
      else members.set(candidate[m], [m]);
    }
    for (const together of members.values()) {
      if (together.length < 2) continue;
      let inside = 0;
      let exit = 0;
      let all = 0;
      let before = 0;
      for (const m of together) {
        const own = level.exit[m];
        inside += tiesWithin(level, m, candidate, merged);
        exit += own;
        all += volume[m];
        before += xlogx(own + volume[m]) - 2 * xlogx(own);
      }
      exit = Math.max(0, exit - inside);
      const change = xlogx(exits - inside) - xlogx(exits) + xlogx(exit + all) - 2 * xlogx(exit) - before;
      if (change >= -1e-9 * all) continue;
      accepted++;
      exits -= inside;
      for (const m of together) {
        group[m] = together[0];
        merged[m] = 1;
      }
    }
  }
  return accepted;
}

function tiesWithin({ start, neighbour, weight }: Level, m: number, candidate: Int32Array, merged: Uint8Array): number {
  let sum = 0;
  for (let p = start[m]; p < start[m + 1]; p++) if (candidate[neighbour[p]] === candidate[m] && !merged[neighbour[p]]) sum += weight[p];
  return sum;
}
