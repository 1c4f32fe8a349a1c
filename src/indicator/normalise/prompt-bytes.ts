/** A prompt of plain ASCII, as bytes -> the SimHash that `prompt.ts` gives its text, without making a text or an object of any word. */
import { finished, type Key } from "../../tools/hash.js";
import { mix32 } from "../../tools/mix.js";
import { join, MAX_CHARACTERS } from "./prompt.js";

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

/** As `prompt.ts` weighs them: a pair of words once, a word twice. The weight is 2 to this power. */
const PAIR = 0;
const WORD = 1;

/**
 * What the prompt at hand has had: open addressing, a slot is a stamp and both words of a hash. A prompt has fewer words and pairs than
 * characters.
 */
const ROW = 3;
const SLOTS = 1 << Math.ceil(Math.log2(2 * MAX_CHARACTERS));
const seen = new Int32Array(ROW * SLOTS);
/** Two a prompt: of its pairs and its words. */
let stamp = 0;
let mask = 0;

/**
 * For each of 64 bits, the weight of the hashes that have it set, as binary digits: `planes[2 * d]` has the dth digit of the high 32
 * counts, the next of the low.
 */
const DIGITS = 17;
const planes = new Int32Array(2 * DIGITS);
let weight = 0;

/** Null where there is no word. */
export function simhashBytes(bytes: Uint8Array, from: number, to: number): Key | null {
  const end = Math.min(to, from + MAX_CHARACTERS);
  begin(end - from);
  let before: Key | null = null;
  for (let at = from; at < end; ) {
    let kind = CLASS[bytes[at]];
    if (kind === NO_WORD) {
      at++;
      continue;
    }
    let a = 0xdeadbeef | 0;
    let b = 0x41c6ce57;
    let previous = NO_WORD;
    while (kind !== NO_WORD) {
      if (kind === LETTER || previous !== DIGIT) {
        const code = kind === LETTER ? bytes[at] | LOWER : ZERO;
        a = Math.imul(a ^ code, 2_654_435_761);
        b = Math.imul(b ^ code, 1_597_334_677);
      }
      previous = kind;
      kind = ++at < end ? CLASS[bytes[at]] : NO_WORD;
    }
    const word = finished(a, b);
    vote(word, WORD);
    if (before !== null) vote(join(before, word), PAIR);
    before = word;
  }
  return before && majority();
}

function begin(characters: number): void {
  if (stamp > 0x7ffffff0) {
    seen.fill(0);
    stamp = 0;
  }
  stamp += 2;
  mask = 15;
  while (mask < 2 * characters) mask = 2 * mask + 1;
  planes.fill(0);
  weight = 0;
}

/** Counts a hash where this prompt has it for the first time. */
function vote({ hi, lo }: Key, what: number): void {
  const mark = stamp + what;
  let at = ROW * ((mix32(lo) ^ hi) & mask);
  for (; seen[at] >= stamp; at = at === ROW * mask ? 0 : at + ROW) {
    if (seen[at] === mark && seen[at + 1] === (hi | 0) && seen[at + 2] === (lo | 0)) return;
  }
  seen[at] = mark;
  seen[at + 1] = hi;
  seen[at + 2] = lo;
  weight += 1 << what;
  add(hi, 2 * what);
  add(lo, 2 * what + 1);
}

/** 32 counts at once: each bit of the word is carried through the digits of its own. */
function add(word: number, plane: number): void {
  for (let carry = word | 0; carry !== 0; plane += 2) {
    const digit = planes[plane];
    planes[plane] = digit ^ carry;
    carry &= digit;
  }
}

function majority(): Key {
  return { hi: half(0), lo: half(1) };
}

function half(first: number): number {
  let word = 0;
  const digits = 32 - Math.clz32(weight);
  for (let bit = 0; bit < 32; bit++) {
    let ones = 0;
    for (let d = 0; d < digits; d++) ones += ((planes[2 * d + first] >>> bit) & 1) << d;
    if (2 * ones > weight) word |= 1 << bit;
  }
  return word >>> 0;
}
