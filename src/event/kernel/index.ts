/** A line's bytes -> where the fields of an event are in it, sixteen bytes a step: what `../scanner.ts` asks. Compiled to WebAssembly. */
import { ipv4Of, NO_ADDRESS, readHex, textHashOf, timeOf } from "./values";

const QUOTE: u8 = 34;
const COMMA: u8 = 44;
const OPEN: u8 = 123;
const CLOSE: u8 = 125;
const SPACE: u8 = 32;
const BACKSLASH: u8 = 92;
const RETURN: u8 = 13;
const NEWLINE: u8 = 10;
const MOST_DIGITS: usize = 15;
/** A set of fields has 31 bits. */
const MOST_FIELDS = 31;
const KEY_ROOM = 32;
const MOST_LEADS = 4;
const GUESSES = 4;
const PRIME: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;

/** Of each field: its name with its quotes and colon, in `KEY_ROOM` bytes, and how long that is. */
export const keyAt = memory.data(KEY_ROOM * MOST_FIELDS, 16);
export const keyLengthAt = memory.data(MOST_FIELDS);
/** The fields that are strings without escapes, digits of a whole number, and objects, each a set of bits. */
export const setsAt = memory.data(12, 4);
/** Of what may lead an object: a brace, its name with its quotes and a colon; and how long that is. */
export const leadAt = memory.data(KEY_ROOM * MOST_LEADS, 16);
export const leadLengthAt = memory.data(MOST_LEADS);
/** Of each field: where it begins and ends (of a string, without its quotes); of digits, the number. */
export const fromAt = memory.data(4 * MOST_FIELDS, 4);
export const toAt = memory.data(4 * MOST_FIELDS, 4);
export const numberAt = memory.data(8 * MOST_FIELDS, 8);
/** Of the object that was opened last: where the text that leads it begins and ends, and a hash of the bytes from its `from` on. */
export const openedAt = memory.data(12, 4);
/** 64 bits that were asked for last, the high word first. */
export const keyFoundAt = memory.data(8, 4);
/**
 * By field, and one more before the first: those that came after it, the latest first. Machines write their fields in the same order again
 * and again.
 */
const nextAt = memory.data(GUESSES * (MOST_FIELDS + 1));
/** The lines; what is read behind them must be there and must be no newline. */
const block = (__heap_base + 15) & ~15;
const BEHIND = 64;

let fields = 0;
let strings = 0;
let digits = 0;
let objects = 0;

/** Once, when the keys are in place. */
export function begin(count: i32): void {
  fields = count;
  memory.fill(nextAt, 0xff, GUESSES * (MOST_FIELDS + 1));
}

/** Makes room for lines of so many bytes; returns where they go, or 0 where there is no memory left. */
export function room(bytes: i32): usize {
  const missing = i32((u64(block) + u64(bytes) + BEHIND + 0xffff) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return 0;
  memory.fill(block + bytes, 0, BEHIND);
  return block;
}

/**
 * Where the line that begins at `start` ends (its newline), counted from where the lines are, as everything is; or -1 where it is anything
 * but plain: then the fields mean nothing. An object is taken to end at the first closing brace, even behind a newline: whoever reads it
 * must see that it is one.
 */
export function scan(start: i32, length: i32): i32 {
  const end = block + length;
  strings = digits = objects = 0;
  let at: usize = block + start;
  if (load<u8>(at++) !== OPEN) return -1;
  for (let before = MOST_FIELDS; ; ) {
    const field = fieldAt(at, end, before);
    const bit = 1 << field;
    if (field < 0 || ((strings | digits | objects) & bit) !== 0) return -1;
    before = field;
    at += load<u8>(keyLengthAt + field);
    if (load<u8>(at) === SPACE) at++;
    const first = load<u8>(at);
    if (first === QUOTE) {
      const close = stringEnd(at + 1);
      if (load<u8>(close) !== QUOTE) return -1;
      strings |= bit;
      lay(field, at + 1, close);
      at = close + 1;
    } else if (first === OPEN) {
      const close = objectEnd(at, end);
      if (close === 0) return -1;
      objects |= bit;
      lay(field, at, close);
      at = close;
    } else {
      const from = at;
      let number: u64 = 0;
      for (let digit = load<u8>(at) - 48; digit <= 9; digit = load<u8>(at) - 48) {
        number = number * 10 + digit;
        at++;
      }
      if (at === from || at - from > MOST_DIGITS || (load<u8>(from) === 48 && at > from + 1)) return -1;
      digits |= bit;
      lay(field, from, at);
      store<f64>(numberAt + (field << 3), f64(number));
    }
    const sign = load<u8>(at++);
    if (sign === CLOSE) break;
    if (sign !== COMMA) return -1;
    if (load<u8>(at) === SPACE) at++;
  }
  if (load<u8>(at) === RETURN) at++;
  if (at >= end || load<u8>(at) !== NEWLINE) return -1;
  store<i32>(setsAt, strings);
  store<i32>(setsAt + 4, digits);
  store<i32>(setsAt + 8, objects);
  return i32(at - block);
}

/** The time in a field, milliseconds since 1970, or NaN. */
export function timeIn(field: i32): f64 {
  return timeOf(begins(field), ends(field));
}

/** Leaves the hash of the text in a field. */
export function hashIn(field: i32): void {
  const hash = textHashOf(begins(field), ends(field));
  store<u32>(keyFoundAt, u32(hash >> 32));
  store<u32>(keyFoundAt + 4, u32(hash));
}

/** Leaves the 64 bits that the 16 hex digits in a field say; false where it holds anything else. */
export function hexIn(field: i32): bool {
  return readHex(begins(field), ends(field), keyFoundAt);
}

/** What `open` says of the text that leads the object. */
const NO_LEAD = 0;
const A_TEXT = 1;
const AN_IPV4 = 2;

/**
 * Opens the object in a field: where a text stands first in it under the name of `lead`, plain as strings are, the field begins behind that
 * text from then on. Says whether it does (`A_TEXT`), and whether it is an IPv4 address (`AN_IPV4`), which is left as 64 bits.
 */
export function open(field: i32, lead: i32): i32 {
  const end = ends(field);
  let from = begins(field);
  let is = NO_LEAD;
  const key = leadAt + KEY_ROOM * lead;
  const length: usize = load<u8>(leadLengthAt + lead);
  const all = (1 << i32(length)) - 1;
  if (lead >= 0 && (i8x16.bitmask(i8x16.eq(v128.load(from), v128.load(key))) & all) === all) {
    let at = from + length;
    if (load<u8>(at) === SPACE) at++;
    const close = load<u8>(at) === QUOTE ? stringEnd(at + 1) : end;
    if (close < end && load<u8>(close) === QUOTE) {
      is = A_TEXT;
      store<i32>(openedAt, i32(at + 1 - block));
      store<i32>(openedAt + 4, i32(close - block));
      from = close + 1;
      store<i32>(fromAt + (field << 2), i32(from - block));
      const address = ipv4Of(at + 1, close);
      if (address !== NO_ADDRESS) {
        is = AN_IPV4;
        store<u32>(keyFoundAt, 0);
        store<u32>(keyFoundAt + 4, u32(address));
      }
    }
  }
  store<i32>(openedAt + 8, hashOf(from, end));
  return is;
}

function begins(field: i32): usize {
  return block + load<i32>(fromAt + (field << 2));
}

function ends(field: i32): usize {
  return block + load<i32>(toAt + (field << 2));
}

function lay(field: i32, from: usize, to: usize): void {
  store<i32>(fromAt + (field << 2), i32(from - block));
  store<i32>(toAt + (field << 2), i32(to - block));
}

/** The field whose name stands at `at`, or -1. */
function fieldAt(at: usize, end: usize, before: i32): i32 {
  const first = nextAt + GUESSES * before;
  for (let guess = 0; guess < GUESSES; guess++) {
    const field = load<i8>(first + guess);
    if (field < 0) break;
    if (!standsAt(at, end, field)) continue;
    if (guess > 0) remember(first, guess, field);
    return field;
  }
  for (let field = 0; field < fields; field++) {
    if (!standsAt(at, end, field)) continue;
    remember(first, GUESSES - 1, field);
    return field;
  }
  return -1;
}

function remember(first: usize, last: i32, field: i32): void {
  for (let i = last; i > 0; i--) store<i8>(first + i, load<i8>(first + i - 1));
  store<i8>(first, i8(field));
}

/** Whether the name of a field stands at `at`. */
function standsAt(at: usize, end: usize, field: i32): bool {
  const length: usize = load<u8>(keyLengthAt + field);
  if (at + length > end) return false;
  const key = keyAt + KEY_ROOM * field;
  const same = i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(key)));
  if (length <= 16) {
    const all = (1 << i32(length)) - 1;
    return (same & all) === all;
  }
  return same === 0xffff && i8x16.bitmask(i8x16.eq(v128.load(at + length - 16), v128.load(key + length - 16))) === 0xffff;
}

/** Where the first byte is that does not stand for itself in a string: a quote, a backslash, a control character or no ASCII. */
function stringEnd(at: usize): usize {
  let mask = 0;
  for (; ; at += 16) {
    mask = endsIn(v128.load(at));
    if (mask !== 0) break;
  }
  return at + ctz(mask);
}

function endsIn(bytes: v128): i32 {
  const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
  const escapes = i8x16.eq(bytes, i8x16.splat(BACKSLASH));
  const others = i8x16.lt_s(bytes, i8x16.splat(SPACE)); // as signed bytes, those that are no ASCII are below 0
  return i8x16.bitmask(v128.or(v128.or(quotes, escapes), others));
}

/** Behind the first closing brace, or 0. */
function objectEnd(at: usize, end: usize): usize {
  for (; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(CLOSE)));
    if (mask === 0) continue;
    const close = at + ctz(mask) + 1;
    return close <= end ? close : 0;
  }
  return 0;
}

/** Says where to look in a table, and never that two runs of bytes are the same. */
function hashOf(from: usize, to: usize): i32 {
  let hash = u64(to - from) * PRIME;
  let at = from;
  for (; at + 8 <= to; at += 8) hash = step(hash, load<u64>(at));
  let rest: u64 = 0;
  for (; at < to; at++) rest = (rest << 8) | u64(load<u8>(at));
  return i32(step(hash, rest));
}

function step(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * PRIME;
  return mixed ^ (mixed >> 32);
}
