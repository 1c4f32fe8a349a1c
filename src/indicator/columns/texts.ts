/** Texts one after the other, as UTF-8 <-> one column. */
import { words } from "../../tools/growing.js";

/** Text t is at [start[t], start[t + 1]) of `bytes`. */
export interface TextColumn {
  bytes: Uint8Array;
  start: Uint32Array;
}

export class Texts {
  #bytes = new Uint8Array(1 << 12);
  #filled = 0;
  readonly #start = words();

  constructor() {
    this.#start.push(0);
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    const end = this.#filled + to - from;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(2 * this.#bytes.length, end));
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    const { length } = this.#bytes;
    let at = this.#filled;
    for (let i = from; i < to && at < length; i++) this.#bytes[at++] = bytes[i];
    this.#filled = end;
    this.#start.push(end);
  }

  column(): TextColumn {
    return { bytes: this.#bytes.slice(0, this.#filled), start: this.#start.trimmed() };
  }
}

export function textAt({ bytes, start }: TextColumn, text: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start[text], start[text + 1] - start[text]).toString("utf8");
}
