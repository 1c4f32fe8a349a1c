/**
 * Tokens -> candidate pairs: accounts that share a value (blocking), each with its best few. A value's holders are dealt into rooms of at
 * most ROOM (all, up to ALL_MEET), by a hash, and only those in one room meet; so the pairs grow linearly with the sightings, whatever hubs
 * there are.
 */
import { words } from "../tools/growing.js";
import { mixPair } from "../tools/mix.js";
import { Shortlist } from "./shortlist.js";
import type { Tokens } from "./tokens.js";

/** A value of at most this many holders lets all of them meet. */
export const ALL_MEET = 100;
/** Holders of a value with more that meet each other: the others meet through their other values. */
export const ROOM = 50;
/** Candidates an account keeps, by the sum of the bits of what it shares. */
export const CANDIDATES = 40;

/**
 * What else a pair may share beside the values that find it (tooling, bins, timing), in bits: a candidate that would need more to pass the
 * prior is none.
 */
export const BEYOND_BLOCKING = 12;

/** By account (CSR), its partners. */
export interface Partners {
  /** Length accounts + 1. */
  start: Uint32Array;
  partner: Uint32Array;
}

/** Each pair once, with the account that comes first; partners ascend. */
export type Pairs = Partners;

/**
 * `bits` is what sharing each token is worth, `prior` what speaks against any pair; `more` are partners to consider whatever they share
 * (co-action, succession), both ways round and ascending.
 */
export function findCandidates(tokens: Tokens, size: number, { bits, prior }: Worth, more: readonly Partners[]): Pairs {
  const worth = rankingWorth(tokens, bits);
  const rooms = dealRooms(tokens, size, worth);
  const least = prior - BEYOND_BLOCKING;
  const shared = new Float32Array(size);
  const touched = new Uint32Array(size);
  const found = words();
  const foundStart = new Uint32Array(size + 1);
  const best = new Shortlist(CANDIDATES, shared);
  const { start, token } = tokens;
  const { start: first, member } = rooms;
  for (let i = 0; i < size; i++) {
    let n = 0;
    const end = start[i + 1];
    for (let p = start[i]; p < end; p++) {
      const room = rooms.of(i, token[p]);
      if (room < 0) continue;
      const bitsShared = worth[token[p]];
      const last = first[room + 1];
      for (let q = first[room]; q < last; q++) {
        const j = member[q];
        const before = shared[j];
        if (before === 0) touched[n++] = j;
        shared[j] = before + bitsShared;
      }
    }
    shared[i] = 0; // everybody shares all with themselves
    best.clear(i);
    for (let t = 0; t < n; t++) if (shared[touched[t]] >= least && touched[t] !== i) best.offer(touched[t]);
    for (let t = 0; t < n; t++) shared[touched[t]] = 0;
    for (let t = 0; t < best.length; t++) found.push(best.accounts[t]);
    foundStart[i + 1] = found.length;
  }
  return pairsOf({ start: foundStart, partner: found.array.subarray(0, found.length) }, more);
}

export interface Worth {
  bits: Float32Array;
  prior: number;
}

/** Kinds whose values repeat each other (a name and its near forms) find pairs, but do not rank them. */
function rankingWorth({ kinds }: Tokens, bits: Float32Array): Float32Array {
  const worth = bits.slice();
  for (const { rule, first, last } of kinds) for (let t = first; t < last; t++) worth[t] *= rule.repeat;
  return worth;
}

/** Who has each account for a partner, ascending: a counting sort, so nothing is compared. They are written to `from`. */
function reversed({ start, partner }: Partners, from: Uint32Array): Partners {
  const size = start.length - 1;
  const into = new Uint32Array(size + 1);
  for (let p = 0; p < partner.length; p++) into[partner[p] + 1]++;
  for (let i = 0; i < size; i++) into[i + 1] += into[i];
  const next = into.slice(0, size);
  for (let i = 0; i < size; i++) for (let p = start[i]; p < start[i + 1]; p++) from[next[partner[p]]++] = i;
  return { start: into, partner: from };
}

/** Whoever either has for a partner, as pairs. The memory of what was found is used again. */
function pairsOf(found: Partners, more: readonly Partners[]): Pairs {
  const theirs = reversed(found, new Uint32Array(found.partner.length));
  const own = reversed(theirs, found.partner); // the partners found, ascending now
  const lists = [own, theirs, ...more];
  const start = new Uint32Array(found.start.length);
  eachPair(lists, (i) => start[i + 1]++);
  for (let i = 1; i < start.length; i++) start[i] += start[i - 1];
  const partner = new Uint32Array(start[start.length - 1]);
  let n = 0;
  eachPair(lists, (_, j) => {
    partner[n++] = j;
  });
  return { start, partner };
}

/** Lists that ascend -> each pair once, with the account that comes first, in order. */
function eachPair(lists: readonly Partners[], tell: (i: number, j: number) => void): void {
  const at = new Uint32Array(lists.length);
  for (let i = 0; i + 1 < lists[0].start.length; i++) {
    for (let k = 0; k < lists.length; k++) at[k] = lists[k].start[i];
    for (let j = leastPartner(lists, at, i); j >= 0; j = leastPartner(lists, at, i)) if (j > i) tell(i, j);
  }
}

/** The least partner of account `i` that the lists have from the places `at` on, where they step past it; -1 where there is none. */
function leastPartner(lists: readonly Partners[], at: Uint32Array, i: number): number {
  let least = -1;
  for (let k = 0; k < lists.length; k++) {
    const { start, partner } = lists[k];
    if (at[k] < start[i + 1] && (least < 0 || partner[at[k]] < least)) least = partner[at[k]];
  }
  for (let k = 0; k < lists.length; k++) {
    const { start, partner } = lists[k];
    while (at[k] < start[i + 1] && partner[at[k]] === least) at[k]++;
  }
  return least;
}

interface Rooms {
  /** An account's room for a token of its, or -1 for tokens that find no pairs or are worth nothing. */
  of(account: number, token: number): number;
  start: Uint32Array;
  member: Uint32Array;
}

function dealRooms(tokens: Tokens, size: number, worth: Float32Array): Rooms {
  const firstRoom = new Int32Array(tokens.holders.length);
  const roomsOf = new Uint32Array(tokens.holders.length);
  let count = 0;
  for (let t = 0; t < tokens.holders.length; t++) {
    const blocks = worth[t] > 0 && tokens.kinds[tokens.kindOf[t]].rule.blocks;
    firstRoom[t] = blocks ? count : -1;
    roomsOf[t] = tokens.holders[t] <= ALL_MEET ? 1 : Math.ceil(tokens.holders[t] / ROOM);
    if (blocks) count += roomsOf[t];
  }
  const of = (i: number, t: number) => (firstRoom[t] < 0 || roomsOf[t] === 1 ? firstRoom[t] : firstRoom[t] + (mixPair(i, t) % roomsOf[t]));
  const start = new Uint32Array(count + 1);
  eachRoom(tokens, size, of, (room) => start[room + 1]++);
  for (let r = 0; r < count; r++) start[r + 1] += start[r];
  const member = new Uint32Array(start[count]);
  const next = start.slice(0, count);
  eachRoom(tokens, size, of, (room, i) => {
    member[next[room]++] = i;
  });
  return { of, start, member };
}

function eachRoom({ start, token }: Tokens, size: number, of: Rooms["of"], tell: (room: number, account: number) => void): void {
  for (let i = 0; i < size; i++)
    for (let p = start[i]; p < start[i + 1]; p++) {
      const room = of(i, token[p]);
      if (room >= 0) tell(room, i);
    }
}
