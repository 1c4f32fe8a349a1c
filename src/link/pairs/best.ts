/** Rooms -> each account's best few partners: those that it meets, by the sum of the bits of what it shares with them. */
import { accountsIn, type Task } from "../crew/task.js";
import { Shortlist } from "../shortlist.js";
import type { Rooms } from "./rooms.js";

/** Candidates an account keeps, by the sum of the bits of what it shares. */
export const CANDIDATES = 40;

export interface Meetings {
  rooms: Rooms;
  size: number;
  /** Bits that a partner must share. */
  least: number;
}

/** By account of the part (CSR): the partners that come after it, ascending, and those that come before it, in any order. */
export interface BestOfPart {
  part: number;
  laterStart: Uint32Array;
  later: Uint32Array;
  earlierStart: Uint32Array;
  earlier: Uint32Array;
}

export const findBest: Task<Meetings, BestOfPart[]> = ({ rooms, size, least }, next) => {
  const meeting = new Meeting(rooms, size, least);
  const found: BestOfPart[] = [];
  for (let part = next(); part >= 0; part = next()) found.push(bestOf(part, meeting, size));
  return found;
};

function bestOf(part: number, meeting: Meeting, size: number): BestOfPart {
  const [from, to] = accountsIn(part, size);
  const laterStart = new Uint32Array(to - from + 1);
  const earlierStart = new Uint32Array(to - from + 1);
  const later = new Uint32Array((to - from) * CANDIDATES);
  const earlier = new Uint32Array((to - from) * CANDIDATES);
  let laters = 0;
  let earliers = 0;
  for (let i = from; i < to; i++) {
    const { accounts, length } = meeting.best(i);
    const first = laters;
    for (let n = 0; n < length; n++) {
      const j = accounts[n];
      if (j < i) {
        earlier[earliers++] = j;
        continue;
      }
      let at = laters++;
      for (; at > first && later[at - 1] > j; at--) later[at] = later[at - 1];
      later[at] = j;
    }
    laterStart[i - from + 1] = laters;
    earlierStart[i - from + 1] = earliers;
  }
  return { part, laterStart, later: later.slice(0, laters), earlierStart, earlier: earlier.slice(0, earliers) };
}

/** Keeps its memory from account to account. */
class Meeting {
  readonly #rooms: Rooms;
  readonly #least: number;
  /** By account, what the one at hand shares with it; and the accounts of which that is anything. */
  readonly #shared: Float32Array;
  readonly #touched: Uint32Array;
  readonly #best: Shortlist;

  constructor(rooms: Rooms, size: number, least: number) {
    this.#rooms = rooms;
    this.#least = least;
    this.#shared = new Float32Array(size);
    this.#touched = new Uint32Array(size);
    this.#best = new Shortlist(CANDIDATES, this.#shared);
  }

  best(i: number): Shortlist {
    const { start, room, door, member, worth } = this.#rooms;
    const shared = this.#shared;
    const touched = this.#touched;
    const least = this.#least;
    let n = 0;
    const end = start[i + 1];
    for (let row = start[i]; row < end; row++) {
      const r = room[row];
      const bits = worth[r];
      const last = door[r + 1];
      for (let q = door[r]; q < last; q++) {
        const j = member[q];
        const before = shared[j];
        if (before === 0) touched[n++] = j;
        shared[j] = before + bits;
      }
    }
    shared[i] = 0; // everybody shares all with themselves
    const best = this.#best;
    best.clear(i);
    for (let t = 0; t < n; t++) {
      const j = touched[t];
      if (shared[j] >= least && j !== i) best.offer(j);
    }
    for (let t = 0; t < n; t++) shared[touched[t]] = 0;
    return best;
  }
}
