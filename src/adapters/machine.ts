/** This process and two folders -> the memory and the disk that it may use, control groups and Node's own limit included. */
import { stat, statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { dirname } from "node:path";
import { getHeapStatistics } from "node:v8";
import type { Room } from "../model/need.js";

/** What is read of the system; handed in by tests. `constrained` and `available` are 0, or beyond all memory, where nothing constrains. */
export interface Readings {
  total: number;
  /** What the system could give without swapping. */
  free: number;
  /** The limit of the control group, version 1 or 2. */
  constrained: number;
  heap: number;
}

export const readings = (): Readings => ({
  total: totalmem(),
  free: freemem(),
  constrained: process.constrainedMemory(),
  heap: getHeapStatistics().heap_size_limit,
});

/** What the process may have in all. */
export function memoryAllowed({ total, constrained }: Pick<Readings, "total" | "constrained"> = readings()): number {
  return constrained > 0 && constrained < total ? constrained : total;
}

/** `data` and `out` may be missing yet: the folder that they will be in counts. */
export async function roomOf({ data, out }: { data: string; out: string }, read: Readings = readings()): Promise<Room> {
  const memory = memoryAllowed(read);
  const [there, here] = [await existing(data), await existing(out)];
  // off Linux, what is free leaves out what the system would give
  const free = process.platform === "linux" ? Math.min(read.free, memory) : memory;
  return {
    memory,
    free,
    heap: read.heap,
    data: await freeAt(there),
    out: await freeAt(here),
    sameDisk: (await stat(there)).dev === (await stat(here)).dev,
  };
}

async function freeAt(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

async function existing(path: string): Promise<string> {
  const there = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  return there ? path : existing(dirname(path));
}
