/** Slices -> what they hold, on threads: a slice goes to the first that is free, and stays there until it is released. */
import type { PartBytes } from "../indicator/slice/segment.js";
import { threadFile } from "../threads/locate.js";
import { ThreadPool } from "../threads/pool.js";
import type { Digest } from "./digest.js";
import type { DigestSettings, DigestTasks, SliceBytes } from "./protocol.js";

/** A slice on its thread. */
export interface HeldSlice {
  digest: Digest;
  /** Segments of the rows where `fresh` is 1. Throws where the thread died, and the slice with it. */
  pack(fresh: Uint8Array): Promise<PartBytes[]>;
  release(): void;
}

export class DigestPool {
  readonly size: number;
  readonly #threads: ThreadPool<DigestTasks>;
  #slices = 0;

  constructor(threads: number, settings: DigestSettings) {
    this.size = threads;
    this.#threads = new ThreadPool(threadFile("./digest-thread.js", import.meta.url), threads, settings);
  }

  /** The bytes of `input`, where they are here in one, are the thread's from then on; blocks are copied, and stay the caller's too. */
  async digest(input: SliceBytes): Promise<HeldSlice> {
    const slice = this.#slices++;
    const moving = "bytes" in input ? [input.bytes.buffer as ArrayBuffer] : [];
    const { answer, thread } = await this.#threads.run("digest", { slice, input }, moving);
    return {
      digest: answer,
      pack: (fresh) => thread.ask("pack", { slice, fresh }),
      release: () => thread.tell("release", slice),
    };
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}
