/** A prompt -> its 64-bit SimHash (Charikar 2002; Manku et al. 2007): prompts with nearly the same words differ in few bits. The text is not kept. */
import { hash, type Key } from "./hash.js";

/** What follows is not read: a template shows in its beginning. */
const MAX_CHARACTERS = 20_000;
/** Words weigh more than pairs of words: in a short prompt one changed word spoils two pairs. */
const WORD_WEIGHT = 2;
const PAIR_WEIGHT = 1;

/** Scripts that don't space their words give a word a character. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;
const DIGITS = /\p{N}+/gu;

/** Null where there is no word. Any run of digits counts as the same. */
export function simhash(prompt: string): Key | null {
  const text = prompt.slice(0, MAX_CHARACTERS).normalize("NFKC").toLowerCase().replace(DIGITS, "0");
  const words = text.match(WORDS);
  if (!words) return null;
  const weights = new Map<string, number>();
  for (let i = 0; i < words.length; i++) {
    weights.set(words[i], WORD_WEIGHT);
    if (i > 0) weights.set(`${words[i - 1]} ${words[i]}`, PAIR_WEIGHT);
  }
  const bits = new Int32Array(64);
  for (const [shingle, weight] of weights) {
    const { hi, lo } = hash(shingle);
    for (let bit = 0; bit < 32; bit++) {
      bits[bit] += (lo >>> bit) & 1 ? weight : -weight;
      bits[bit + 32] += (hi >>> bit) & 1 ? weight : -weight;
    }
  }
  return { hi: half(bits, 32), lo: half(bits, 0) };
}

function half(bits: Int32Array, from: number): number {
  let word = 0;
  for (let bit = 0; bit < 32; bit++) if (bits[from + bit] > 0) word |= 1 << bit;
  return word >>> 0;
}

/** 16 hex digits -> the fingerprint that a sender made. */
export function parseSimhash(hex: string): Key {
  return { hi: Number.parseInt(hex.slice(0, 8), 16), lo: Number.parseInt(hex.slice(8), 16) };
}
