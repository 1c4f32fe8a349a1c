/**
 * The modules of a level -> groups of modules that are shorter to code as one. Moving one by one cannot find them: a large sparse community
 * that fell into many shards gains nothing until most of them are back together.
 */
import { aggregate, Level, membersOf, newLevel, relabel } from "./level";
import { Bytes, bytes, doubles, Ints, identity, ints, mark, release, zeroBytes } from "./memory";
import { moveNodes, newMoving } from "./move";
import { edgesOf } from "./rows";
import { xlogx } from "./xlogx";

/**
 * A longer Markov time makes leaving a module dearer, so that larger ones form (Kheirkhahzadeh et al. 2016); they are candidates, no more.
 */
const SHORT_TIME: f64 = 1.5;
const LONG_TIME: f64 = 2.5;
/** A module that keeps more than this share of its volume inside is no shard. */
const SHARD_KEEPS: f64 = 0.75;

/** Writes a group for each module; false where nothing is to be gained. */
export function groupModules(level: Level, group: Ints): bool {
  const marked = mark();
  for (let m = 0; m < level.size; m++) group[m] = m;
  const shards = shardsOf(level);
  const merged = zeroBytes(level.size); // modules of groups that were accepted
  let accepted = 0;
  if (shards.start[shards.size] > 0)
    accepted = tryTime(level, shards, SHORT_TIME, group, merged) + tryTime(level, shards, LONG_TIME, group, merged);
  release(marked);
  return accepted > 0;
}

/** The same modules, with the edges among shards alone. */
function shardsOf(level: Level): Level {
  const size = level.size;
  const shards = newLevel();
  memory.copy(changetype<usize>(shards), changetype<usize>(level), offsetof<Level>());
  const shard = bytes(size);
  for (let m = 0; m < size; m++) shard[m] = u8(level.exit[m] > (1 - SHARD_KEEPS) * level.volume[m]);
  const start = ints(size + 1);
  const edge = edgesOf(level.start[size]);
  let kept = 0;
  start[0] = 0;
  for (let m = 0; m < size; m++) {
    for (let p = level.start[m]; shard[m] === 1 && p < level.start[m + 1]; p++) {
      if (shard[level.edge.to(p)] === 1) edge.put(kept++, level.edge.to(p), level.edge.weight(p));
    }
    start[m + 1] = kept;
  }
  shards.start = start;
  shards.edge = edge;
  return shards;
}

/** Joins what is shorter together of the modules' modules at a Markov time; returns how many groups that were. */
function tryTime(level: Level, shards: Level, time: f64, group: Ints, merged: Bytes): i32 {
  const marked = mark();
  const partition = identity(level.size);
  const count = coarser(shards, time, partition);
  const accepted = acceptShorter(level, partition, count, group, merged);
  release(marked);
  return accepted;
}

/** Modules of modules at a Markov time: leaving weighs `time` as much, staying as before. Returns how many there are. */
function coarser(shards: Level, time: f64, partition: Ints): i32 {
  const marked = mark();
  let level = newLevel();
  memory.copy(changetype<usize>(level), changetype<usize>(shards), offsetof<Level>());
  level.edge = edgesOf(shards.start[shards.size]);
  level.exit = doubles(shards.size);
  for (let p = 0; p < shards.start[shards.size]; p++) level.edge.put(p, shards.edge.to(p), f32(f64(shards.edge.weight(p)) * time));
  for (let m = 0; m < shards.size; m++) level.exit[m] = shards.exit[m] * time;
  let count = level.size;
  let before: i32;
  do {
    before = level.size;
    const module = identity(before);
    const exits = doubles(before);
    moveNodes(level, newMoving(module, before, level.exit, 1e-5), exits);
    count = relabel(module, before, 2 * before);
    for (let m = 0; m < shards.size; m++) partition[m] = module[partition[m]];
    level = aggregate(level, module, count, exits, null);
  } while (f64(count) <= 0.9 * f64(before));
  release(marked);
  return count;
}

/** Joins each group of candidates that shortens the code; returns how many. */
function acceptShorter(level: Level, partition: Ints, count: i32, group: Ints, merged: Bytes): i32 {
  const members = membersOf(partition, level.size, count);
  const member = members.member;
  let accepted = 0;
  let exits: f64 = 0;
  let end = 0; // of the component that the candidates are in
  let c = 0;
  for (let g = 0; g < count; g++) {
    const first = members.start[g];
    const last = members.start[g + 1];
    for (; member[first] >= end; c++) {
      exits = 0;
      end = level.component[c + 1];
      for (let m = level.component[c]; m < end; m++) exits += level.exit[m];
    }
    let together = 0;
    let lowest = -1;
    let inside: f64 = 0;
    let out: f64 = 0;
    let all: f64 = 0;
    let before: f64 = 0;
    for (let t = first; t < last && last - first > 1; t++) {
      const m = member[t];
      if (merged[m] === 1) continue;
      if (together++ === 0) lowest = m;
      inside += tiesWithin(level, m, partition, merged);
      out += level.exit[m];
      all += level.volume[m];
      before += xlogx(level.exit[m] + level.volume[m]) - 2 * xlogx(level.exit[m]);
    }
    if (together < 2) continue;
    out = max(0, out - inside);
    const change = xlogx(exits - inside) - xlogx(exits) + xlogx(out + all) - 2 * xlogx(out) - before;
    if (change >= -1e-9 * all) continue;
    accepted++;
    exits -= inside;
    for (let t = first; t < last; t++) {
      const m = member[t];
      if (merged[m] === 1) continue;
      group[m] = lowest;
      merged[m] = 1;
    }
  }
  return accepted;
}

function tiesWithin(level: Level, m: i32, candidate: Ints, merged: Bytes): f64 {
  let sum: f64 = 0;
  for (let p = level.start[m]; p < level.start[m + 1]; p++) {
    const other = level.edge.to(p);
    if (candidate[other] === candidate[m] && merged[other] === 0) sum += level.edge.weight(p);
  }
  return sum;
}
