/**
 * Tokens -> rooms: a value's holders are dealt into rooms of at most ROOM (all, up to ALL_MEET), by a hash, and only those in one room
 * meet.
 */
import { mixPair } from "../../tools/mix.js";
import { sharedFloats, sharedWords } from "../../tools/shared.js";
import type { Tokens } from "../tokens.js";

/** A value of at most this many holders lets all of them meet. */
export const ALL_MEET = 100;
/** Holders of a value with more that meet each other: the others meet through their other values. */
export const ROOM = 50;

export interface Rooms {
  /** By account (CSR): the rooms that it is in, in the order of its tokens. */
  start: Uint32Array;
  room: Uint32Array;
  /** By room (CSR): who is in it, ascending; and what its value is worth. */
  door: Uint32Array;
  member: Uint32Array;
  worth: Float32Array;
}

/** `worth` is what each token counts; those that count nothing, or are of kinds that find no pairs, have no rooms. */
export function dealRooms(tokens: Tokens, size: number, worth: Float32Array): Rooms {
  const { firstRoom, roomsOf, count } = numberRooms(tokens, worth);
  const start = sharedWords(size + 1);
  const room = sharedWords(rowsWithRoom(tokens, firstRoom));
  const door = sharedWords(count + 1);
  let rows = 0;
  for (let i = 0; i < size; i++) {
    for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) {
      const t = tokens.token[p];
      if (firstRoom[t] < 0) continue;
      const r = roomsOf[t] === 1 ? firstRoom[t] : firstRoom[t] + (mixPair(i, t) % roomsOf[t]);
      room[rows++] = r;
      door[r + 1]++;
    }
    start[i + 1] = rows;
  }
  for (let r = 0; r < count; r++) door[r + 1] += door[r];
  const member = sharedWords(rows);
  const next = door.slice(0, count);
  for (let i = 0; i < size; i++) for (let row = start[i]; row < start[i + 1]; row++) member[next[room[row]]++] = i;
  return { start, room, door, member, worth: worthOfRooms(worth, firstRoom, roomsOf, count) };
}

interface Numbered {
  /** By token, -1 where it has none. */
  firstRoom: Int32Array;
  roomsOf: Uint32Array;
  count: number;
}

function numberRooms({ kinds, kindOf, holders }: Tokens, worth: Float32Array): Numbered {
  const blocks = kinds.map(({ rule }) => rule.blocks);
  const firstRoom = new Int32Array(holders.length);
  const roomsOf = new Uint32Array(holders.length);
  let count = 0;
  for (let t = 0; t < holders.length; t++) {
    firstRoom[t] = worth[t] > 0 && blocks[kindOf[t]] ? count : -1;
    roomsOf[t] = holders[t] <= ALL_MEET ? 1 : Math.ceil(holders[t] / ROOM);
    if (firstRoom[t] >= 0) count += roomsOf[t];
  }
  return { firstRoom, roomsOf, count };
}

function rowsWithRoom({ token }: Tokens, firstRoom: Int32Array): number {
  let rows = 0;
  for (let p = 0; p < token.length; p++) if (firstRoom[token[p]] >= 0) rows++;
  return rows;
}

function worthOfRooms(worth: Float32Array, firstRoom: Int32Array, roomsOf: Uint32Array, count: number): Float32Array {
  const ofRooms = sharedFloats(count);
  for (let t = 0; t < firstRoom.length; t++) if (firstRoom[t] >= 0) ofRooms.fill(worth[t], firstRoom[t], firstRoom[t] + roomsOf[t]);
  return ofRooms;
}
