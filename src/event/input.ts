/**
 * Paths as an analyst types them -> the inputs to read: files, folders (all their event files, sorted), `-` for standard input. Only their
 * first bytes are read.
 */
import { constants } from "node:fs";
import { access, open, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PermanentError, UsageError } from "../errors.js";
import { type Compression, sniff } from "./compression.js";

export interface Input {
  /** The source's name in marks and in the quarantine: the absolute path, or `-`. */
  source: string;
  path: string;
  /** `stream`: standard input or a pipe, whose compression shows when it is read. */
  encoding: Compression | "stream";
  /** Bytes on disk; 0 for a stream. */
  size: number;
}

/** Files of a folder that hold events, by name. */
const EVENT_FILE = /\.(ndjson|jsonl)(\.(gz|gzip|zst|zstd))?$/i;

/** Throws a `UsageError` for a path that is missing and a `PermanentError` for one that can't be read, before any event is. */
export async function listInputs(paths: readonly string[]): Promise<Input[]> {
  const inputs = (await Promise.all(paths.map(expand))).flat();
  const twice = inputs.find((input, i) => inputs.findIndex((other) => other.source === input.source) !== i);
  if (twice) throw new UsageError(`${twice.path} is given twice; name each file once`);
  return inputs;
}

async function expand(path: string): Promise<Input[]> {
  if (path === "-") return [{ source: "-", path, encoding: "stream", size: 0 }];
  const full = resolve(path);
  const found = await stat(full).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") throw new UsageError(`${path} does not exist; check the path`, { cause });
    throw new PermanentError(`cannot read ${path}: ${cause.message}`, { cause });
  });
  await access(full, constants.R_OK).catch((cause: unknown) => {
    throw new PermanentError(`cannot read ${path}; give yourself read permission (chmod +r)`, { cause });
  });
  if (found.isDirectory()) return await expandFolder(full);
  if (!found.isFile()) return [{ source: full, path: full, encoding: "stream", size: 0 }];
  return [{ source: full, path: full, encoding: await compressionOf(full), size: found.size }];
}

async function expandFolder(folder: string): Promise<Input[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  const inputs: Input[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (EVENT_FILE.test(name) || (await stat(path)).isDirectory()) inputs.push(...(await expand(path)));
  }
  return inputs;
}

/** By the first bytes, whatever the name says. */
async function compressionOf(path: string): Promise<Compression> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return sniff(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
