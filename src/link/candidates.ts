/**
 * Tokens -> candidate pairs: accounts that share a value (blocking), each with its best few. A value's holders are dealt into rooms of at
 * most ROOM (all, up to ALL_MEET), by a hash, and only those in one room meet; so the pairs grow linearly with the sightings, whatever hubs there are.
 */
import { mixPair } from "./hash.js";
import type { Tokens } from "./tokens.js";

/** A value of at most this many holders lets all of them meet. */
export const ALL_MEET = 100;
/** Holders of a value with more that meet each other: the others meet through their other values. */
export const ROOM = 50;
/** Candidates an account keeps, by the sum of the bits of what it shares. */
export const CANDIDATES = 40;

/** Pairs (a < b), sorted, each once. */
export interface Pairs {
  a: Uint32Array;
  b: Uint32Array;
}

/** `bits` is what sharing each token is worth. `more` lists further partners to consider, by account (co-action, succession). */
export function findCandidates(
  tokens: Tokens,
  size: number,
  bits: Float32Array,
  more: readonly { start: Uint32Array; partner: Uint32Array }[],
): Pairs {
  const rooms = dealRooms(tokens, size);
  const shared = new Float32Array(size);
  const touched = new Uint32Array(size);
  const a: number[] = [];
  const b: number[] = [];
  const best: number[] = [];
  for (let i = 0; i < size; i++) {
    let n = 0;
    for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) {
      const room = rooms.of[p];
      if (room < 0) continue;
      const worth = bits[tokens.token[p]] * tokens.kinds[tokens.kindOf[tokens.token[p]]].rule.repeat; // kinds whose values repeat each other find pairs, but do not rank them
      for (let q = rooms.start[room]; q < rooms.start[room + 1]; q++) {
        const j = rooms.member[q];
        if (j === i) continue;
        if (shared[j] === 0) touched[n++] = j;
        shared[j] += worth;
      }
    }
    best.length = 0;
    for (let t = 0; t < n; t++) best.push(touched[t]);
    if (best.length > CANDIDATES) {
      best.sort((x, y) => shared[y] - shared[x] || Math.abs(x - i) - Math.abs(y - i) || x - y);
      best.length = CANDIDATES;
    }
    for (let t = 0; t < n; t++) shared[touched[t]] = 0;
    for (const { start, partner } of more) for (let p = start[i]; p < start[i + 1]; p++) best.push(partner[p]);
    for (const j of best) {
      a.push(Math.min(i, j));
      b.push(Math.max(i, j));
    }
  }
  return sortedUnique(a, b);
}

function sortedUnique(a: number[], b: number[]): Pairs {
  const keys = new Float64Array(a.length);
  const scale = 2 ** 26; // accounts fit in 26 bits, two of them in a double
  for (let i = 0; i < keys.length; i++) keys[i] = a[i] * scale + b[i];
  keys.sort();
  let n = 0;
  for (let i = 0; i < keys.length; i++) if (i === 0 || keys[i] !== keys[i - 1]) keys[n++] = keys[i];
  const pairs = { a: new Uint32Array(n), b: new Uint32Array(n) };
  for (let i = 0; i < n; i++) {
    pairs.a[i] = Math.floor(keys[i] / scale);
    pairs.b[i] = keys[i] % scale;
  }
  return pairs;
}

interface Rooms {
  /** Room of each (account, token) row of the CSR, or -1 for tokens that find no pairs. */
  of: Int32Array;
  start: Uint32Array;
  member: Uint32Array;
}

function dealRooms(tokens: Tokens, size: number): Rooms {
  const firstRoom = new Int32Array(tokens.holders.length);
  const roomsOf = new Uint32Array(tokens.holders.length);
  let count = 0;
  for (let t = 0; t < tokens.holders.length; t++) {
    const blocks = tokens.kinds[tokens.kindOf[t]].rule.blocks;
    firstRoom[t] = blocks ? count : -1;
    roomsOf[t] = tokens.holders[t] <= ALL_MEET ? 1 : Math.ceil(tokens.holders[t] / ROOM);
    if (blocks) count += roomsOf[t];
  }
  const of = new Int32Array(tokens.token.length).fill(-1);
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < size; i++)
    for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) {
      const t = tokens.token[p];
      if (firstRoom[t] < 0) continue;
      of[p] = firstRoom[t] + (roomsOf[t] === 1 ? 0 : mixPair(i, t) % roomsOf[t]);
      start[of[p] + 1]++;
    }
  for (let r = 0; r < count; r++) start[r + 1] += start[r];
  const member = new Uint32Array(start[count]);
  const next = start.slice(0, count);
  for (let i = 0; i < size; i++) for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) if (of[p] >= 0) member[next[of[p]]++] = i;
  return { of, start, member };
}
