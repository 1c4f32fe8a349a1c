/** Fingerprints of one division -> those near each other within a bucket, by the kernel (`kernel/`, compiled to WebAssembly). */
import { PermanentError } from "../../errors.js";
import { kernelOf } from "../../wasm.js";

/** Two fingerprints of at most this many differing bits (of 64) are near duplicates. */
export const NEAR_BITS = 6;
/** Inside a bucket each fingerprint is compared to this many that follow it. */
const LOOKAHEAD = 24;
/** Words of a dealt fingerprint: its bucket, the first of its set as far as was known when it was dealt, its high and its low word. */
export const WORDS = 4;

/** As `kernel/index.ts` says; what ends in `At` is an address. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(items: number, bits: number): number;
  compare(items: number, near: bigint, ahead: number): number;
  pairsAt(): number;
}

/** Keeps its memory from division to division. */
export class Buckets {
  readonly #kernel = kernelOf<Kernel>("link/near", { index: { full } });
  readonly #bits: number;

  /** Buckets are told apart by the low `bits` of their numbers. */
  constructor(bits: number) {
    this.#bits = bits;
  }

  /** Of near duplicates in one bucket, the sets that they were in, two numbers a pair; `dealt` is the division. */
  compare(dealt: Uint32Array): Uint32Array {
    const kernel = this.#kernel;
    const items = dealt.length / WORDS;
    const at = kernel.reserve(items, this.#bits) >>> 0;
    new Uint32Array(kernel.memory.buffer, at, dealt.length).set(dealt);
    const pairs = kernel.compare(items, BigInt(NEAR_BITS), LOOKAHEAD);
    return new Uint32Array(kernel.memory.buffer, kernel.pairsAt() >>> 0, 2 * pairs).slice();
  }
}

function full(): void {
  throw new PermanentError("too many prompts are alike: the 4 GB that comparing them has hold some 90 million; give fewer events");
}
