/** Parts with what was not merged yet -> merged footprints: on threads where there is much, here where there is little. */
import { availableParallelism } from "node:os";
import { type Merged, mergePart } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import { threadFile } from "../threads/locate.js";
import { ThreadPool } from "../threads/pool.js";
import type { MergeTasks } from "./protocol.js";

/** Less than this in a part is merged sooner than it is sent. */
const WORTH_SENDING = 256 * 1024;

export class MergePool {
  readonly size: number;
  readonly #worth: number;
  readonly #threads: ThreadPool<MergeTasks>;

  /** Threads are started when they are needed first; `worth`: bytes of segments that are worth sending. */
  constructor(size = availableParallelism(), worth = WORTH_SENDING) {
    this.size = size;
    this.#worth = worth;
    this.#threads = new ThreadPool(threadFile("./merge-thread.js", import.meta.url), size);
  }

  /** As `mergePart`. The segments are the pool's from then on. */
  async merge(known: readonly Merged[], segments: readonly Uint8Array[]): Promise<Merged[]> {
    const bytes = segments.reduce((sum, { length }) => sum + length, 0);
    if (this.size < 2 || bytes < this.#worth) return mergePart(new Map(known.map((row) => [row.account, row.bytes])), segments);
    const page = writePage(known);
    const { answer } = await this.#threads.run("merge", { known: page, segments }, transferable([page, ...segments]));
    return readPage(answer);
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

/** The memory of those that fill theirs: what shares it with others is copied. */
function transferable(all: readonly Uint8Array[]): ArrayBuffer[] {
  return [...new Set(all.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength).map(({ buffer }) => buffer as ArrayBuffer))];
}
