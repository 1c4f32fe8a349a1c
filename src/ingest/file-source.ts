/** A plain file -> slices as byte ranges, which the threads read by themselves. */
import { type FileHandle, open } from "node:fs/promises";
import { PermanentError } from "../errors.js";
import { readFully } from "../event/lines.js";
import type { SourceMark } from "../ports/event-log.js";
import { type RawSlice, type Source, sha256, sliceBytes, WINDOW_BYTES } from "./raw-slice.js";

export async function openFile(path: string, upTo = Number.POSITIVE_INFINITY): Promise<Source> {
  const file = await open(path).catch((cause: Error) => {
    throw new PermanentError(`cannot read ${path}: ${cause.message}`, { cause });
  });
  return {
    matches: (mark) => matches(file, mark),
    slices: (mark) => cut(file, path, mark?.offset ?? 0, upTo),
    close: () => file.close(),
  };
}

async function matches(file: FileHandle, { offset, firstHash, firstLength, lastHash, lastLength }: SourceMark): Promise<boolean> {
  const { size } = await file.stat();
  if (size < offset) return false;
  const last = sha256(await readFully(file, offset - lastLength, lastLength));
  return last === lastHash && sha256(await readFully(file, 0, firstLength)) === firstHash;
}

async function* cut(file: FileHandle, path: string, offset: number, upTo: number): AsyncGenerator<RawSlice> {
  const end = Math.min(upTo, (await file.stat()).size);
  const length = sliceBytes(end - offset);
  for (let from = offset; from < end; from += length) {
    const to = Math.min(end, from + length);
    const window = Math.min(WINDOW_BYTES, to - from);
    const first = from === 0 ? { hash: sha256(await readFully(file, 0, window)), length: window } : null;
    const lastHash = sha256(await readFully(file, to - window, window));
    yield { from, to, input: { path, from, to }, first, lastHash, lastLength: window, broken: null };
  }
}
