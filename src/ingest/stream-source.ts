/**
 * A stream of bytes (standard input, a pipe, a compressed file) -> slices of whole lines, cut by size or when the stream pauses, so that
 * what was read is soon durable.
 */
import { createReadStream } from "node:fs";
import { BrokenStream, decompress } from "../event/compression.js";
import { MAX_LINE_BYTES } from "../event/parse.js";
import { rawText } from "../model/quarantine.js";
import type { SourceMark } from "../ports/event-log.js";
import { type RawSlice, SLICE_BYTES, type Source, sha256, WINDOW_BYTES } from "./raw-slice.js";

const PAUSE_MS = 250;
const READ_BYTES = 256 * 1024;
const NEWLINE = 10;

/** `-` is standard input. */
export function openStream(path: string): Source {
  const read = (): AsyncGenerator<Buffer> =>
    decompress(path === "-" ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES }));
  return {
    matches: (mark) => matches(read(), mark),
    slices: (mark) => cut(skip(read(), mark?.offset ?? 0), mark),
    close: async () => {},
  };
}

async function matches(
  bytes: AsyncIterable<Buffer>,
  { offset, firstHash, firstLength, lastHash, lastLength }: SourceMark,
): Promise<boolean> {
  const first = Buffer.alloc(firstLength);
  const last = Buffer.alloc(lastLength);
  let at = 0;
  try {
    for await (const chunk of bytes) {
      if (at < firstLength) chunk.copy(first, at);
      const behind = offset - lastLength - at;
      if (behind < chunk.length) chunk.copy(last, Math.max(0, -behind), Math.max(0, behind));
      at += chunk.length;
      if (at >= offset) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
  }
  return at >= offset && sha256(first) === firstHash && sha256(last) === lastHash;
}

async function* skip(bytes: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    const skipped = Math.min(length, chunk.length);
    length -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

type Next = { chunk: Buffer } | { end: BrokenStream | null } | "pause";

async function* cut(bytes: AsyncGenerator<Buffer>, mark: SourceMark | null): AsyncGenerator<RawSlice> {
  const gathered = new Lines(mark?.offset ?? 0);
  const known = mark !== null;
  let pause: Promise<"pause"> | null = null;
  let next = read(bytes);
  for (;;) {
    if (gathered.completeBytes > 0) pause ??= after(PAUSE_MS);
    const got: Next = await (pause ? Promise.race([next, pause]) : next);
    if (got !== "pause" && "end" in got) {
      const { end } = got;
      if (end) yield* known && gathered.completeBytes === 0 ? [] : [gathered.take({ error: end.message, raw: gathered.tailText() })];
      else if (!gathered.isEmpty) yield gathered.takeAll();
      return;
    }
    if (got !== "pause") {
      gathered.add(got.chunk);
      next = read(bytes);
    }
    if (gathered.completeBytes >= SLICE_BYTES || got === "pause") {
      pause = null;
      yield gathered.take(null);
    }
  }
}

async function read(bytes: AsyncGenerator<Buffer>): Promise<Next> {
  try {
    const { value, done } = await bytes.next();
    return done ? { end: null } : { chunk: value };
  } catch (error) {
    if (error instanceof BrokenStream) return { end: error };
    throw error;
  }
}

const after = (ms: number): Promise<"pause"> => new Promise((resolve) => setTimeout(resolve, ms, "pause").unref());

/** What was read and not yet cut: whole lines, and the start of the next. Of a line that is too long only the beginning is held. */
class Lines {
  #from: number;
  #complete: Buffer[] = [];
  completeBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  /** Bytes held without a gap, up to the end of what was read. */
  #unbroken = 0;

  constructor(from: number) {
    this.#from = from;
  }

  get isEmpty(): boolean {
    return this.completeBytes + this.#tailBytes === 0;
  }

  add(chunk: Buffer): void {
    const newline = chunk.lastIndexOf(NEWLINE);
    if (newline < 0) {
      this.#extend(chunk);
      return;
    }
    const first = chunk.indexOf(NEWLINE);
    this.#extend(chunk.subarray(0, first));
    this.#complete.push(...this.#tail, chunk.subarray(first, newline + 1));
    this.completeBytes += this.#tailBytes + newline + 1 - first;
    this.#unbroken += newline + 1 - first;
    this.#tail = [];
    this.#tailBytes = 0;
    this.#extend(chunk.subarray(newline + 1));
  }

  #extend(piece: Buffer): void {
    const held = piece.subarray(0, Math.max(0, MAX_LINE_BYTES + 1 - this.#tailBytes));
    if (held.length > 0) this.#tail.push(held);
    this.#tailBytes += piece.length;
    this.#unbroken = held.length < piece.length ? 0 : this.#unbroken + piece.length;
  }

  tailText(): string {
    return rawText(Buffer.concat(this.#tail));
  }

  takeAll(): RawSlice {
    this.#complete.push(...this.#tail);
    this.completeBytes += this.#tailBytes;
    this.#tail = [];
    this.#tailBytes = 0;
    return this.take(null);
  }

  /** The whole lines. */
  take(broken: RawSlice["broken"]): RawSlice {
    const bytes = Buffer.concat(this.#complete);
    const from = this.#from;
    const to = from + this.completeBytes;
    const firstLength = this.#unbroken - this.#tailBytes >= this.completeBytes ? Math.min(WINDOW_BYTES, bytes.length) : 0;
    const lastLength = Math.min(WINDOW_BYTES, bytes.length, Math.max(0, this.#unbroken - this.#tailBytes));
    const first = from === 0 ? { hash: sha256(bytes.subarray(0, firstLength)), length: firstLength } : null;
    const lastHash = sha256(bytes.subarray(bytes.length - lastLength));
    this.#from = to;
    this.#complete = [];
    this.completeBytes = 0;
    this.#unbroken = Math.min(this.#unbroken, this.#tailBytes);
    return { from, to, input: { bytes: new Uint8Array(bytes) }, first, lastHash, lastLength, broken };
  }
}
