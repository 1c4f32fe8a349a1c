/** A level and a partition -> a better one: nodes move to the neighbouring module that shortens the code most (the map equation, Rosvall & Bergstrom 2008). */
import type { Level } from "./level.js";
import { Ties } from "./ties.js";
import { xlogx } from "./xlogx.js";

export interface Moving {
  /** Module of each node, improved in place; no module may hold nodes of two components. */
  module: Int32Array;
  /** Modules are numbered below this; where node i leaves for a module of its own, that is `labels` + i. */
  labels: number;
  /** Nodes to look at first, by component; all of them where absent. */
  first?: Uint8Array;
  /** The exit of each module, where it is known. */
  exits?: Float64Array;
  /** A component is done when a round through its queue gains less than this share of its volume. */
  tolerance: number;
}

/** A node is looked at again when neighbours that hold so large a share of it have moved. */
const WORTH_A_VISIT = 0.2;
/** A module tied to a node by less than this share of its strongest tie is no candidate. */
const WORTH_A_LOOK = 0.6;

/** Returns the exit of each node's module. Volumes and exits go unnormalised: what that adds is the same for every partition. */
export function moveNodes(level: Level, moving: Moving): Float64Array {
  const walk = new Walk(level, moving);
  walk.begin();
  for (let c = 0; c + 1 < level.component.length; c++)
    if (level.component[c + 1] - level.component[c] > 1) walk.within(level.component[c], level.component[c + 1]);
  return walk.exits();
}

/** Methods are short: the compiler takes each of them whole, and gives up on a loop over everything. */
class Walk {
  private readonly start: Int32Array;
  private readonly neighbour: Int32Array;
  private readonly weight: Float32Array;
  private readonly volume: Float64Array;
  private readonly exit: Float64Array;
  private readonly module: Int32Array;
  /** Each module's exit, volume, xlogx(exit), xlogx(exit + volume), side by side: one cache line answers for a module. */
  private readonly record: Float64Array;
  private readonly members: Int32Array;
  /** Modules whose exits are in the total. */
  private readonly counted: Uint8Array;
  /** Nodes that wait to be looked at. */
  private readonly waits: Uint8Array;
  /** The weight of neighbours that have yet to move until the node is woken; 0 or less where it waits. */
  private readonly rest: Float64Array;
  private readonly ties: Ties;
  private gain = 0;
  /** Less is no gain but rounding. */
  private least = 0;
  /** The sum of all exits, and its xlogx. */
  private total = 0;
  private totalTerm = 0;

  constructor(
    { size, start, neighbour, weight, volume, exit }: Level,
    private readonly moving: Moving,
  ) {
    this.start = start;
    this.neighbour = neighbour;
    this.weight = weight;
    this.volume = volume;
    this.exit = exit;
    this.module = moving.module;
    const labels = moving.labels + size;
    this.record = new Float64Array(4 * labels);
    this.members = new Int32Array(labels);
    this.counted = new Uint8Array(labels);
    this.waits = new Uint8Array(size);
    this.rest = new Float64Array(size);
    this.ties = new Ties(labels, longest(start));
  }

  begin(): void {
    const { record, members, module, volume } = this;
    const { exits, labels } = this.moving;
    if (exits) for (let m = 0; m < labels; m++) record[4 * m] = exits[m];
    else this.countExits();
    for (let i = 0; i < module.length; i++) {
      record[4 * module[i] + 1] += volume[i];
      members[module[i]]++;
    }
    for (let m = 0; m < labels; m++) if (members[m] > 0) this.settle(m);
  }

  /**
   * One component: the nodes [from, to). Round after round, the nodes that wait are looked at in their order; a node waits when neighbours have moved
   * away (as in Leiden, Traag et al. 2019). Nothing depends on the order within rows.
   */
  within(from: number, to: number): void {
    const volume = this.enter(from, to);
    const enough = this.moving.tolerance * volume;
    this.least = 1e-11 * volume;
    const waits = this.waits.subarray(from, to);
    do {
      this.gain = 0;
      for (let i = 0; i < waits.length; i++) {
        if (waits[i] === 0) i = waits.indexOf(1, i);
        if (i < 0) break;
        waits[i] = 0;
        this.rest[from + i] = WORTH_A_VISIT * this.volume[from + i];
        if (this.visit(from + i)) this.wake(from + i);
      }
    } while (this.gain > enough);
  }

  exits(): Float64Array {
    const exit = new Float64Array(this.module.length);
    for (let i = 0; i < exit.length; i++) exit[i] = this.record[4 * this.module[i]];
    return exit;
  }

  private countExits(): void {
    const { record, module, start, neighbour, weight, exit } = this;
    for (let i = 0; i < module.length; i++) {
      const own = module[i];
      const end = start[i + 1];
      let inside = 0;
      for (let p = start[i]; p < end; p++) if (module[neighbour[p]] === own) inside += weight[p];
      record[4 * own] += exit[i] - inside;
    }
  }

  private settle(m: number): void {
    const { record } = this;
    record[4 * m] = Math.max(0, record[4 * m]); // what rounding left of nothing
    record[4 * m + 2] = xlogx(record[4 * m]);
    record[4 * m + 3] = xlogx(record[4 * m] + record[4 * m + 1]);
  }

  /** Returns the component's volume. */
  private enter(from: number, to: number): number {
    const { first, module } = this.moving;
    const { record, counted } = this;
    let volume = 0;
    let total = 0;
    for (let i = from; i < to; i++) {
      volume += this.volume[i];
      if (counted[module[i]] === 0) total += record[4 * module[i]];
      counted[module[i]] = 1;
      this.waits[i] = first ? first[i] : 1;
      this.rest[i] = this.waits[i] === 1 ? 0 : WORTH_A_VISIT * this.volume[i];
    }
    this.total = total;
    this.totalTerm = xlogx(total);
    return volume;
  }

  /** Moves the node to the best module if that is another. */
  private visit(i: number): boolean {
    const { record, ties, total } = this;
    ties.gather(this.neighbour, this.weight, this.start[i], this.start[i + 1], this.module);
    const { count, module, weight } = ties;
    const own = this.module[i];
    let most = 0;
    let ownSum = 0;
    for (let k = 1; k <= count; k++) {
      if (weight[k] > most) most = weight[k];
      if (module[k] === own) ownSum = weight[k];
    }
    if (count === 0 || (count === 1 && ownSum > 0)) return false;
    const least = most * WORTH_A_LOOK;
    const out = this.exit[i];
    const vol = this.volume[i];
    const a = 4 * own;
    const alone = this.members[own] === 1;
    const restExit = alone ? 0 : Math.max(0, record[a] - out + 2 * ownSum);
    const restVolume = alone ? 0 : record[a + 1] - vol;
    const restExitTerm = xlogx(restExit);
    const restBothTerm = xlogx(restExit + restVolume);
    const without = restExit - record[a]; // what it takes from all exits to be nowhere
    const stay = this.totalTerm - 2 * (record[a + 2] - restExitTerm) + (record[a + 3] - restBothTerm);
    let best = own;
    let bestLength = stay - this.least;
    for (let k = 1; k <= count; k++) {
      const m = module[k];
      const tie = weight[k];
      if (tie < least || m === own) continue;
      const b = 4 * m;
      const exit = Math.max(0, record[b] + out - 2 * tie);
      const length =
        xlogx(total + without - record[b] + exit) - 2 * (xlogx(exit) - record[b + 2]) + (xlogx(exit + record[b + 1] + vol) - record[b + 3]);
      if (length > bestLength || (length === bestLength && m > best)) continue;
      bestLength = length;
      best = m;
      most = tie;
    }
    const lone = this.moving.labels + i;
    if (!alone && 2 * ownSum < out && this.members[lone] === 0) {
      const length = xlogx(total + without + out) - 2 * xlogx(out) + xlogx(out + vol);
      if (length < bestLength) {
        bestLength = length;
        best = lone;
        most = 0;
      }
    }
    if (best === own) return false;
    this.gain += stay - bestLength;
    const before = record[4 * best];
    record[a] = restExit;
    record[a + 1] = restVolume;
    record[a + 2] = restExitTerm;
    record[a + 3] = restBothTerm;
    this.members[own]--;
    record[4 * best] += out - 2 * most;
    record[4 * best + 1] += vol;
    this.members[best]++;
    this.settle(best);
    this.total += without - before + record[4 * best];
    this.totalTerm = xlogx(this.total);
    this.module[i] = best;
    return true;
  }

  /** Lets the neighbours of a node that has moved wait, but for those it has joined. */
  private wake(i: number): void {
    const { start, neighbour, weight, module, waits, rest } = this;
    const own = module[i];
    const end = start[i + 1];
    for (let p = start[i]; p < end; p++) {
      const j = neighbour[p];
      const left = rest[j];
      if (left <= 0 || module[j] === own) continue;
      rest[j] = left - weight[p];
      if (left <= weight[p]) waits[j] = 1;
    }
  }
}

/** The length of the longest row. */
function longest(start: Int32Array): number {
  let length = 0;
  for (let i = 0; i + 1 < start.length; i++) if (start[i + 1] - start[i] > length) length = start[i + 1] - start[i];
  return length;
}
