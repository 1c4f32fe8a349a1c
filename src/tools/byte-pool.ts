/** Runs of bytes, one after the other in blocks -> each by its number: footprints and texts without an object each. */
import { words } from "./growing.js";

const BLOCK_BYTES = 1 << 20;

export class BytePool {
  readonly #blocks: Buffer[] = [];
  #filled = BLOCK_BYTES;
  /** Of each run: its block, where it starts there, and its length. */
  readonly #block = words();
  readonly #start = words();
  readonly #length = words();

  add(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#filled + length > BLOCK_BYTES) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, length)));
      this.#filled = 0;
    }
    this.#blocks.at(-1)!.set(bytes.subarray(start, end), this.#filled);
    this.#block.push(this.#blocks.length - 1);
    this.#start.push(this.#filled);
    this.#length.push(length);
    this.#filled += length;
  }

  get(number: number): Buffer {
    const start = this.#start.array[number];
    return this.#blocks[this.#block.array[number]].subarray(start, start + this.#length.array[number]);
  }
}
