/** A prompt -> its 64-bit SimHash (Charikar 2002; Manku et al. 2007): prompts with nearly the same words differ in few bits. The text is not kept. */
import { hash, mix64, TextHash } from "./hash.js";
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
export function simhash(prompt) {
    const text = prompt.slice(0, MAX_CHARACTERS).normalize("NFKC").toLowerCase().replace(DIGITS, "0");
    const words = text.match(WORDS);
    if (!words)
        return null;
    const votes = new Votes();
    const numbers = new Map();
    const hashes = [];
    const pairs = new Set();
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
/** The same of plain ASCII in bytes, without a text: words are told apart by their hashes. */
export function simhashBytes(bytes, from, to) {
    const end = Math.min(to, from + MAX_CHARACTERS);
    const words = new Interner();
    const pairs = new Interner();
    const votes = new Votes();
    let before = null;
    for (let at = from; at < end;) {
        if (CLASS[bytes[at]] === NO_WORD) {
            at++;
            continue;
        }
        const hasher = new TextHash();
        let previous = NO_WORD;
        for (let kind = CLASS[bytes[at]]; at < end && kind !== NO_WORD; kind = CLASS[bytes[++at]]) {
            if (kind === LETTER)
                hasher.add(bytes[at] | LOWER);
            else if (previous !== DIGIT)
                hasher.add(ZERO);
            previous = kind;
        }
        const word = hasher.key();
        if (isNew(words, word))
            votes.add(word, WORD_WEIGHT);
        if (before) {
            const pair = join(before, word);
            if (isNew(pairs, pair))
                votes.add(pair, PAIR_WEIGHT);
        }
        before = word;
    }
    return before && votes.majority();
}
function isNew(keys, { hi, lo }) {
    const { size } = keys;
    return keys.intern(hi, lo) === size;
}
/** The hash of two words in this order. */
function join(a, b) {
    return mix64((Math.imul(a.hi, 31) + b.hi) >>> 0, (Math.imul(a.lo, 31) + b.lo) >>> 0);
}
/** For each of 64 bits, the weight of the hashes that have it set. */
class Votes {
    #ones = new Int32Array(64);
    #all = 0;
    add({ hi, lo }, weight) {
        const ones = this.#ones;
        for (let bit = 0; bit < 32; bit++) {
            ones[bit] += weight & -((lo >>> bit) & 1); // no branch: it could not be predicted
            ones[bit + 32] += weight & -((hi >>> bit) & 1);
        }
        this.#all += weight;
    }
    majority() {
        return { hi: this.#half(32), lo: this.#half(0) };
    }
    #half(from) {
        let word = 0;
        for (let bit = 0; bit < 32; bit++)
            if (2 * this.#ones[from + bit] > this.#all)
                word |= 1 << bit;
        return word >>> 0;
    }
}
/** 16 hex digits -> the fingerprint that a sender made. */
export function parseSimhash(hex) {
    return { hi: Number.parseInt(hex.slice(0, 8), 16), lo: Number.parseInt(hex.slice(8), 16) };
}
/** The same from 16 bytes; undefined where one is no hex digit. */
export function parseSimhashBytes(bytes, from) {
    const hi = hexWord(bytes, from);
    const lo = hexWord(bytes, from + 8);
    return hi < 0 || lo < 0 ? undefined : { hi, lo };
}
/** Eight hex digits, or -1. */
function hexWord(bytes, from) {
    let word = 0;
    for (let i = from; i < from + 8; i++) {
        const byte = bytes[i];
        const letter = (byte | 32) - 87;
        const digit = byte <= 57 ? byte - 48 : letter >= 10 ? letter : -1;
        if (digit < 0 || digit > 15)
            return -1;
        word = (word << 4) | digit;
    }
    return word >>> 0;
}
//# sourceMappingURL=prompt.js.map