/**
 * A level and a partition -> a better one: nodes move to the neighbouring module that shortens the code most (the map equation, Rosvall &
 * Bergstrom 2008).
 */
import { Level } from "./level";
import { Bytes, Doubles, Ints, mark, release, room, zeroBytes, zeroDoubles, zeroInts } from "./memory";
import { newTies, Ties } from "./ties";
import { xlogx } from "./xlogx";

/** A node is looked at again when neighbours that hold so large a share of it have moved. */
const WORTH_A_VISIT: f64 = 0.2;
/** A module tied to a node by less than this share of its strongest tie is no candidate. */
const WORTH_A_LOOK: f64 = 0.6;
/** Whether a node tied to its module by `inside` of the weight `out` of its edges would find no candidate. */
export function stays(out: f64, inside: f64): bool {
  return out - inside < WORTH_A_LOOK * inside;
}

/** So many nodes a call. */
const STRIDE: i32 = 1 << 12;

@unmanaged
export class Moving {
  /** Module of each node, improved in place; no module may hold nodes of two components. */
  module: Ints;
  /** Modules are numbered below this; where node i leaves for a module of its own, that is `labels` + i. */
  labels: i32;
  /** Nodes to look at first, by component; all of them where absent. */
  first: Bytes | null;
  /** The exit of each module. */
  exits: Doubles;
  /** A component is done when a round through its queue gains less than this share of its volume. */
  tolerance: f64;
}

export function newMoving(module: Ints, labels: i32, exits: Doubles, tolerance: f64): Moving {
  const moving = changetype<Moving>(room(offsetof<Moving>()));
  moving.module = module;
  moving.labels = labels;
  moving.first = null;
  moving.exits = exits;
  moving.tolerance = tolerance;
  return moving;
}

/** Into `exits` goes the exit of each node's module. Volumes and exits go unnormalised: what that adds is the same for every partition. */
export function moveNodes(level: Level, moving: Moving, exits: Doubles): void {
  const size = level.size;
  const marked = mark();
  const walk = newWalk(level, moving);
  walk.begin();
  for (let c = 0; c < level.components; c++)
    if (level.component[c + 1] - level.component[c] > 1) walk.within(level.component[c], level.component[c + 1]);
  for (let i = 0; i < size; i++) exits[i] = walk.record.exit(moving.module[i]);
  release(marked);
}

/** Of each module its exit, its volume, and xlogx of its exit and of both together, side by side: one cache line answers for a module. */
@unmanaged
class Records {
  exit(m: i32): f64 {
    return load<f64>(changetype<usize>(this) + (usize(m) << 5));
  }
  volume(m: i32): f64 {
    return load<f64>(changetype<usize>(this) + (usize(m) << 5), 8);
  }
  exitTerm(m: i32): f64 {
    return load<f64>(changetype<usize>(this) + (usize(m) << 5), 16);
  }
  bothTerm(m: i32): f64 {
    return load<f64>(changetype<usize>(this) + (usize(m) << 5), 24);
  }
  put(m: i32, exit: f64, volume: f64, exitTerm: f64, bothTerm: f64): void {
    const at = changetype<usize>(this) + (usize(m) << 5);
    store<f64>(at, exit);
    store<f64>(at, volume, 8);
    store<f64>(at, exitTerm, 16);
    store<f64>(at, bothTerm, 24);
  }
  /** Adds to a module; what rounding left of nothing is nothing. */
  add(m: i32, exit: f64, volume: f64): void {
    const at = changetype<usize>(this) + (usize(m) << 5);
    const out = max(0, load<f64>(at) + exit);
    const both = out + (load<f64>(at, 8) + volume);
    store<f64>(at, out);
    store<f64>(at, load<f64>(at, 8) + volume, 8);
    store<f64>(at, xlogx(out), 16);
    store<f64>(at, xlogx(both), 24);
  }
}

@unmanaged
class Walk {
  level: Level;
  moving: Moving;
  record: Records;
  members: Ints;
  /** Modules whose exits are in the total. */
  counted: Bytes;
  /** Nodes that wait to be looked at. */
  waits: Bytes;
  /** The weight of neighbours that have yet to move until the node is woken; 0 or less where it waits. */
  rest: Doubles;
  ties: Ties;
  gain: f64;
  /** Less is no gain but rounding. */
  least: f64;
  /** The sum of all exits, and its xlogx. */
  total: f64;
  totalTerm: f64;

  begin(): void {
    const level = this.level;
    const module = this.moving.module;
    const record = changetype<Doubles>(this.record);
    const exits = this.moving.exits;
    const labels = this.moving.labels;
    for (let m = 0; m < labels; m++) record[4 * m] = exits[m];
    for (let i = 0; i < level.size; i++) {
      record[4 * module[i] + 1] += level.volume[i];
      this.members[module[i]]++;
    }
    for (let m = 0; m < labels; m++) if (this.members[m] > 0) this.record.add(m, 0, 0);
  }

  /**
   * One component: the nodes [from, to). Round after round, the nodes that wait are looked at in their order; a node waits when neighbours
   * have moved away (as in Leiden, Traag et al. 2019). Nothing depends on the order within rows.
   */
  within(from: i32, to: i32): void {
    const volume = this.enter(from, to);
    const enough = this.moving.tolerance * volume;
    this.least = 1e-11 * volume;
    do {
      this.gain = 0;
      for (let i = from; i < to; i += STRIDE) this.lookAt(i, min(to, i + STRIDE));
    } while (this.gain > enough);
  }

  /** Returns the component's volume. */
  private enter(from: i32, to: i32): f64 {
    const first = this.moving.first;
    const module = this.moving.module;
    let volume: f64 = 0;
    let total: f64 = 0;
    for (let i = from; i < to; i++) {
      const own = this.level.volume[i];
      volume += own;
      if (this.counted[module[i]] === 0) total += this.record.exit(module[i]);
      this.counted[module[i]] = 1;
      this.waits[i] = first === null ? 1 : first[i];
      this.rest[i] = this.waits[i] === 1 ? 0 : WORTH_A_VISIT * own;
    }
    this.total = total;
    this.totalTerm = xlogx(total);
    return volume;
  }

  private lookAt(from: i32, end: i32): void {
    for (let i = from; i < end; i++) {
      if (this.waits[i] === 0) continue;
      this.waits[i] = 0;
      this.rest[i] = WORTH_A_VISIT * this.level.volume[i];
      if (this.visit(i)) this.wake(i);
    }
  }

  /** Moves the node to the best module if that is another. */
  private visit(i: i32): bool {
    const record = this.record;
    const members = this.members;
    const ties = this.ties;
    ties.gather(this.level, i, this.moving.module);
    const count = ties.count;
    const own = this.moving.module[i];
    let most: f64 = 0;
    let ownSum: f64 = 0;
    for (let k = 1; k <= count; k++) {
      const weight = ties.weight(k);
      most = max(most, weight);
      if (ties.module(k) === own) ownSum = weight;
    }
    if (count === 0 || (count === 1 && ownSum > 0)) return false;
    const total = this.total;
    const least = most * WORTH_A_LOOK;
    const out = this.level.exit[i];
    const vol = this.level.volume[i];
    const alone = members[own] === 1;
    const restExit = alone ? 0 : max(0, record.exit(own) - out + 2 * ownSum);
    const restVolume = alone ? 0 : record.volume(own) - vol;
    const restExitTerm = xlogx(restExit);
    const restBothTerm = xlogx(restExit + restVolume);
    const without = restExit - record.exit(own); // what it takes from all exits to be nowhere
    const stay = this.totalTerm - 2 * (record.exitTerm(own) - restExitTerm) + (record.bothTerm(own) - restBothTerm);
    let best = own;
    let bestLength = stay - this.least;
    for (let k = 1; k <= count; k++) {
      const m = ties.module(k);
      const tie = ties.weight(k);
      if (tie < least || m === own) continue;
      const exit = max(0, record.exit(m) + out - 2 * tie);
      const length =
        xlogx(total + without - record.exit(m) + exit) -
        2 * (xlogx(exit) - record.exitTerm(m)) +
        (xlogx(exit + record.volume(m) + vol) - record.bothTerm(m));
      if (length > bestLength || (length === bestLength && m > best)) continue;
      bestLength = length;
      best = m;
      most = tie;
    }
    const lone = this.moving.labels + i;
    if (!alone && 2 * ownSum < out && members[lone] === 0) {
      const length = xlogx(total + without + out) - 2 * xlogx(out) + xlogx(out + vol);
      if (length < bestLength) {
        bestLength = length;
        best = lone;
        most = 0;
      }
    }
    if (best === own) return false;
    this.gain += stay - bestLength;
    const before = record.exit(best);
    record.put(own, restExit, restVolume, restExitTerm, restBothTerm);
    members[own]--;
    record.add(best, out - 2 * most, vol);
    members[best]++;
    this.total = total + (without - before + record.exit(best));
    this.totalTerm = xlogx(this.total);
    this.moving.module[i] = best;
    return true;
  }

  /** Lets the neighbours of a node that has moved wait, but for those it has joined. */
  private wake(i: i32): void {
    const level = this.level;
    const module = this.moving.module;
    const own = module[i];
    const end = level.start[i + 1];
    for (let p = level.start[i]; p < end; p++) {
      const j = level.edge.to(p);
      const left = this.rest[j];
      if (left <= 0 || module[j] === own) continue;
      const weight = f64(level.edge.weight(p));
      this.rest[j] = left - weight;
      if (left <= weight) this.waits[j] = 1;
    }
  }
}

function newWalk(level: Level, moving: Moving): Walk {
  const size = level.size;
  const labels = moving.labels + size;
  const walk = changetype<Walk>(room(offsetof<Walk>()));
  walk.level = level;
  walk.moving = moving;
  walk.record = changetype<Records>(zeroDoubles(4 * labels));
  walk.members = zeroInts(labels);
  walk.counted = zeroBytes(labels);
  walk.waits = zeroBytes(size);
  walk.rest = zeroDoubles(size);
  walk.ties = newTies(labels, longest(level.start, size));
  return walk;
}

/** The length of the longest row. */
function longest(start: Ints, size: i32): i32 {
  let length = 0;
  for (let i = 0; i < size; i++) length = max(length, start[i + 1] - start[i]);
  return length;
}
