/**
 * A stream of bytes (standard input, a pipe, a compressed file) -> slices of whole lines, cut by size or when the stream pauses, so that
 * what was read is soon durable.
 */
import { createReadStream } from "node:fs";
import { BrokenStream, decompress } from "../event/compression.js";
import type { SourceMark } from "../ports/event-log.js";
import { LineBuffer, type WholeLines } from "./line-buffer.js";
import { type RawSlice, SLICE_BYTES, type Source, sha256, WINDOW_BYTES } from "./raw-slice.js";

const PAUSE_MS = 250;
const READ_BYTES = 256 * 1024;

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
  const gathered = new LineBuffer();
  let at = mark?.offset ?? 0;
  const slice = (lines: WholeLines, broken: RawSlice["broken"] = null): RawSlice => {
    const cut = sliceOf(lines, at, broken);
    at = cut.to;
    return cut;
  };
  const known = mark !== null;
  let pause: Promise<"pause"> | null = null;
  let next = read(bytes);
  for (;;) {
    if (gathered.completeBytes > 0) pause ??= after(PAUSE_MS);
    const got: Next = await (pause ? Promise.race([next, pause]) : next);
    if (got !== "pause" && "end" in got) {
      const { end } = got;
      if (end)
        yield* known && gathered.completeBytes === 0 ? [] : [slice(gathered.take(), { error: end.message, raw: gathered.tailText() })];
      else if (!gathered.isEmpty) yield slice(gathered.takeAll());
      return;
    }
    if (got !== "pause") {
      gathered.add(got.chunk);
      next = read(bytes);
    }
    if (gathered.completeBytes >= SLICE_BYTES || got === "pause") {
      pause = null;
      yield slice(gathered.take());
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

/** Lines that were taken behind byte `from` -> a slice. */
function sliceOf({ bytes, length, unbroken }: WholeLines, from: number, broken: RawSlice["broken"]): RawSlice {
  const firstLength = unbroken >= length ? Math.min(WINDOW_BYTES, bytes.length) : 0;
  const lastLength = Math.min(WINDOW_BYTES, bytes.length, unbroken);
  const first = from === 0 ? { hash: sha256(bytes.subarray(0, firstLength)), length: firstLength } : null;
  const lastHash = sha256(bytes.subarray(bytes.length - lastLength));
  return { from, to: from + length, input: { bytes }, first, lastHash, lastLength, broken };
}
