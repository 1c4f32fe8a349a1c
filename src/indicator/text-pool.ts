/** Texts as UTF-8, one after the other in blocks -> each by its number, decoded when asked for. */
import { words } from "./columns.js";

const BLOCK_BYTES = 1 << 20;

export class TextPool {
  readonly #blocks: Buffer[] = [];
  #filled = BLOCK_BYTES;
  /** Of each text: its block, where it starts there, and its length. */
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

  text(number: number): string {
    const start = this.#start.array[number];
    return this.#blocks[this.#block.array[number]].toString("utf8", start, start + this.#length.array[number]);
  }
}
