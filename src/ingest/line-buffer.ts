/** Chunks of bytes -> whole lines, and the start of the next. Of a line that is too long only the beginning is held. */
import { MAX_LINE_BYTES } from "../event/parse.js";
import { rawText } from "../model/quarantine.js";

const NEWLINE = 10;

/** What is taken at once. */
export interface WholeLines {
  bytes: Uint8Array<ArrayBuffer>;
  /** How long they are at their source: more than `bytes` where a line was cut off. */
  length: number;
  /** How many of the last bytes are without a gap. */
  unbroken: number;
}

export class LineBuffer {
  #complete: Uint8Array[] = [];
  completeBytes = 0;
  #heldComplete = 0;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #heldTail = 0;
  /** Bytes held without a gap, up to the end of what was read. */
  #unbroken = 0;

  get isEmpty(): boolean {
    return this.completeBytes + this.#tailBytes === 0;
  }

  /** Bytes in memory. */
  get held(): number {
    return this.#heldComplete + this.#heldTail;
  }

  /** The chunk must stay as it is until its lines are taken. */
  add(chunk: Uint8Array): void {
    const newline = chunk.lastIndexOf(NEWLINE);
    if (newline < 0) {
      this.#extend(chunk);
      return;
    }
    const first = chunk.indexOf(NEWLINE);
    this.#extend(chunk.subarray(0, first));
    this.#complete.push(...this.#tail, chunk.subarray(first, newline + 1));
    this.#heldComplete += this.#heldTail + newline + 1 - first;
    this.completeBytes += this.#tailBytes + newline + 1 - first;
    this.#unbroken += newline + 1 - first;
    this.#clearTail();
    this.#extend(chunk.subarray(newline + 1));
  }

  #extend(piece: Uint8Array): void {
    const held = piece.subarray(0, Math.max(0, MAX_LINE_BYTES + 1 - this.#tailBytes));
    if (held.length > 0) this.#tail.push(held);
    this.#heldTail += held.length;
    this.#tailBytes += piece.length;
    this.#unbroken = held.length < piece.length ? 0 : this.#unbroken + piece.length;
  }

  #clearTail(): void {
    this.#tail = [];
    this.#tailBytes = 0;
    this.#heldTail = 0;
  }

  /** The start of the line that is not whole. */
  tailText(): string {
    return rawText(joined(this.#tail, this.#heldTail));
  }

  /** The whole lines, and the last one, which the end of the source ends. */
  takeAll(): WholeLines {
    this.#complete.push(...this.#tail);
    this.completeBytes += this.#tailBytes;
    this.#heldComplete += this.#heldTail;
    this.#clearTail();
    return this.take();
  }

  /** The whole lines. */
  take(): WholeLines {
    const bytes = joined(this.#complete, this.#heldComplete);
    const length = this.completeBytes;
    const unbroken = Math.min(length, Math.max(0, this.#unbroken - this.#tailBytes));
    this.#complete = [];
    this.completeBytes = 0;
    this.#heldComplete = 0;
    this.#unbroken = Math.min(this.#unbroken, this.#tailBytes);
    return { bytes, length, unbroken };
  }
}

/** In memory of their own, so that it can be handed to a thread. */
function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
