/**
 * A key -> HMAC-SHA256 (RFC 2104, FIPS 180-4) of short texts, its first 64 bits: the key's part is computed once, which a call of
 * node:crypto for each can't.
 */

import type { Key } from "./hash.js";

const BLOCK = 64;
const CONSTANTS = new Int32Array(64);
const INITIAL = new Int32Array(8);
fillConstants();

export class ShortHmac {
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;
  #bytes = new Uint8Array(1024);
  readonly #state = new Int32Array(8);

  /** Keys of at most 64 bytes; longer ones must be hashed before, as HMAC has it. */
  constructor(key: Uint8Array) {
    const pad = (x: number): Int32Array => {
      const block = new Uint8Array(BLOCK).fill(x);
      for (let i = 0; i < key.length; i++) block[i] ^= key[i];
      const state = INITIAL.slice();
      compress(state, block, 0);
      return state;
    };
    this.#inner = pad(0x36);
    this.#outer = pad(0x5c);
  }

  first64(text: string): Key {
    const most = text.length * 3;
    if (most + 2 * BLOCK > this.#bytes.length) this.#bytes = new Uint8Array(2 * (most + 2 * BLOCK));
    const bytes = this.#bytes;
    const state = this.#state;
    state.set(this.#inner);
    finish(state, bytes, ENCODER.encodeInto(text, bytes).written);
    for (let i = 0; i < 8; i++) putWord(bytes, 4 * i, state[i]);
    state.set(this.#outer);
    finish(state, bytes, 32);
    return { hi: state[0] >>> 0, lo: state[1] >>> 0 };
  }
}

const ENCODER = new TextEncoder();

/** Hashes the last `length` bytes of a message that one block came before. */
function finish(state: Int32Array, bytes: Uint8Array, length: number): void {
  const blocks = Math.ceil((length + 9) / BLOCK);
  bytes.fill(0, length, blocks * BLOCK);
  bytes[length] = 0x80;
  const bits = (length + BLOCK) * 8;
  putWord(bytes, blocks * BLOCK - 8, Math.floor(bits / 0x1_0000_0000));
  putWord(bytes, blocks * BLOCK - 4, bits);
  for (let at = 0; at < blocks * BLOCK; at += BLOCK) compress(state, bytes, at);
}

function putWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

const schedule = new Int32Array(64);

function compress(state: Int32Array, bytes: Uint8Array, at: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++, at += 4) w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = state[0]; // not destructured: an iterator costs as much as the rounds
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + CONSTANTS[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The fractions of the square and cube roots of the first primes, as the standard defines them. */
function fillConstants(): void {
  const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 0x1_0000_0000);
  for (let n = 2, found = 0; found < 64; n++) {
    if (Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, i) => i + 2).some((divisor) => n % divisor === 0)) continue;
    if (found < 8) INITIAL[found] = fraction(Math.sqrt(n));
    CONSTANTS[found++] = fraction(Math.cbrt(n));
  }
}
