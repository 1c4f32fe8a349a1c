/**
 * A prompt -> its 64-bit SimHash (Charikar 2002; Manku et al. 2007): prompts with nearly the same words differ in few bits. The text is not
 * kept.
 */
import { hash, type Key, mix64 } from "../../tools/hash.js";

/** What follows is not read: a template shows in its beginning. */
export const MAX_CHARACTERS = 20_000;
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

/** The hash of two words in this order. */
export function join(a: Key, b: Key): Key {
  return mix64((Math.imul(a.hi, 31) + b.hi) >>> 0, (Math.imul(a.lo, 31) + b.lo) >>> 0);
}

/** For each of 64 bits, the weight of the hashes that have it set. */
class Votes {
  readonly #ones = new Int32Array(64);
  #all = 0;

  add({ hi, lo }: Key, weight: number): void {
    this.#all += weight;
    for (let bit = 0; bit < 32; bit++) {
      this.#ones[bit] += weight * ((lo >>> bit) & 1);
      this.#ones[32 + bit] += weight * ((hi >>> bit) & 1);
    }
  }

  majority(): Key {
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
