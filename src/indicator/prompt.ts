/** A prompt -> its 64-bit SimHash (Charikar 2002; Manku et al. 2007): prompts with nearly the same words differ in few bits. The text is not kept. */
import { hash, type Key, mix64, TextHash } from "./hash.js";
import { Interner } from "./intern.js";

/** What follows is not read: a template shows in its beginning. */
const MAX_CHARACTERS = 20_000;
/** Words weigh more than pairs of words: in a short prompt one changed word spoils two pairs. */
const WORD_WEIGHT = 2;
const PAIR_WEIGHT = 1;

/** Scripts that don't space their words give a word a character. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;
const DIGITS = /\p{N}+/gu;

/** Null where there is no word. Any run of digits counts as the same. Each word and each pair counts once, however often it comes. */
export function simhash(prompt: string): Key | null {
  const text = prompt.slice(0, MAX_CHARACTERS).normalize("NFKC").toLowerCase().replace(DIGITS, "0");
  const words = text.match(WORDS);
  if (!words) return null;
  const votes = new Votes();
  const numbers = new Map<string, number>();
  const hashes: Key[] = [];
  const pairs = new Set<number>();
  let before = -1;
  for (const word of words) {
    let number = numbers.get(word);
    if (number === undefined) {
      number = hashes.push(hash(word)) - 1;
      numbers.set(word, number);
      votes.add(hashes[number], WORD_WEIGHT);
    }
    const pair = before * MAX_CHARACTERS + number;
    if (before >= 0 && !pairs.has(pair)) {
      pairs.add(pair);
      votes.add(join(hashes[before], hashes[number]), PAIR_WEIGHT);
    }
    before = number;
  }
  return votes.majority();
}

const NO_WORD = 0;
const DIGIT = 1;
const LETTER = 2;
/** Of ASCII: what may stand in a word. */
const CLASS = Uint8Array.from({ length: 128 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  return /[0-9]/.test(sign) ? DIGIT : /[a-z]/i.test(sign) ? LETTER : NO_WORD;
});
const ZERO = 48;
const LOWER = 32;

/** Those of the prompt at hand. */
const words = new Interner();
const pairs = new Interner();

/** The same of plain ASCII in bytes, without a text: words are told apart by their hashes. */
export function simhashBytes(bytes: Uint8Array, from: number, to: number): Key | null {
  const end = Math.min(to, from + MAX_CHARACTERS);
  words.clear();
  pairs.clear();
  const votes = new Votes();
  let before: Key | null = null;
  for (let at = from; at < end; ) {
    if (CLASS[bytes[at]] === NO_WORD) {
      at++;
      continue;
    }
    const hasher = new TextHash();
    let previous = NO_WORD;
    for (let kind = CLASS[bytes[at]]; at < end && kind !== NO_WORD; kind = CLASS[bytes[++at]]) {
      if (kind === LETTER) hasher.add(bytes[at] | LOWER);
      else if (previous !== DIGIT) hasher.add(ZERO);
      previous = kind;
    }
    const word = hasher.key();
    if (isNew(words, word)) votes.add(word, WORD_WEIGHT);
    if (before) {
      const pair = join(before, word);
      if (isNew(pairs, pair)) votes.add(pair, PAIR_WEIGHT);
    }
    before = word;
  }
  return before && votes.majority();
}

function isNew(keys: Interner, { hi, lo }: Key): boolean {
  const { size } = keys;
  return keys.intern(hi, lo) === size;
}

/** The hash of two words in this order. */
function join(a: Key, b: Key): Key {
  return mix64((Math.imul(a.hi, 31) + b.hi) >>> 0, (Math.imul(a.lo, 31) + b.lo) >>> 0);
}

/** A byte's eight bits in eight lanes of eight bits, in two words. */
const LANES = Int32Array.from({ length: 512 }, (_, i) =>
  [0, 1, 2, 3].reduce((word, lane) => word | ((((i >>> 1) >>> (4 * (i & 1) + lane)) & 1) << (8 * lane)), 0),
);
/** Weight that a lane takes. */
const LANE_FULL = 255;

/** For each of 64 bits, the weight of the hashes that have it set. */
class Votes {
  readonly #ones = new Int32Array(64);
  /** Not in `#ones` yet: four bits a word. */
  readonly #lanes = new Int32Array(16);
  #waiting = 0;
  #all = 0;

  add({ hi, lo }: Key, weight: number): void {
    if (this.#waiting + weight > LANE_FULL) this.#empty();
    this.#waiting += weight;
    this.#all += weight;
    this.#addWord(lo, 0, weight);
    this.#addWord(hi, 8, weight);
  }

  #addWord(word: number, at: number, weight: number): void {
    const lanes = this.#lanes;
    for (let end = at + 8; at < end; at += 2, word >>>= 8) {
      const byte = 2 * (word & 255);
      lanes[at] += weight * LANES[byte];
      lanes[at + 1] += weight * LANES[byte + 1];
    }
  }

  #empty(): void {
    for (let bit = 0; bit < 64; bit++) this.#ones[bit] += (this.#lanes[bit >>> 2] >>> (8 * (bit & 3))) & 255;
    this.#lanes.fill(0);
    this.#waiting = 0;
  }

  majority(): Key {
    this.#empty();
    return { hi: this.#half(32), lo: this.#half(0) };
  }

  #half(from: number): number {
    let word = 0;
    for (let bit = 0; bit < 32; bit++) if (2 * this.#ones[from + bit] > this.#all) word |= 1 << bit;
    return word >>> 0;
  }
}

/** 16 hex digits -> the fingerprint that a sender made. */
export function parseSimhash(hex: string): Key {
  return { hi: Number.parseInt(hex.slice(0, 8), 16), lo: Number.parseInt(hex.slice(8), 16) };
}

/** The same from 16 bytes; undefined where one is no hex digit. */
export function parseSimhashBytes(bytes: Uint8Array, from: number): Key | undefined {
  const hi = hexWord(bytes, from);
  const lo = hexWord(bytes, from + 8);
  return hi < 0 || lo < 0 ? undefined : { hi, lo };
}

/** Eight hex digits, or -1. */
function hexWord(bytes: Uint8Array, from: number): number {
  let word = 0;
  for (let i = from; i < from + 8; i++) {
    const byte = bytes[i];
    const letter = (byte | 32) - 87;
    const digit = byte <= 57 ? byte - 48 : letter >= 10 ? letter : -1;
    if (digit < 0 || digit > 15) return -1;
    word = (word << 4) | digit;
  }
  return word >>> 0;
}
