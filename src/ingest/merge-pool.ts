/** Parts with what was not merged yet -> merged footprints and activity: on threads where there is much, here where there is little. */
import { availableParallelism } from "node:os";
import { type Known, type Merged, type MergedWithDays, mergeWithDays } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import type { Part } from "../ports/footprints.js";
import { threadFile } from "../threads/locate.js";
import { ThreadPool } from "../threads/pool.js";
import { zoneOf } from "../tools/zone.js";
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

  /** As `mergeWithDays`. The segments are the pool's from then on. */
  async merge(
    { footprints, activity, segments }: Pick<Part, "footprints" | "activity" | "segments">,
    zone: string,
  ): Promise<MergedWithDays[]> {
    const bytes = segments.reduce((sum, { length }) => sum + length, 0);
    if (this.size < 2 || bytes < this.#worth)
      return mergeWithDays({ footprints: byAccount(footprints), activity: byAccount(activity) }, segments, zoneOf(zone));
    const pages = { footprints: writePage(footprints), activity: writePage(activity) };
    const given = { ...pages, segments, zone };
    const { answer } = await this.#threads.run("merge", given, transferable([pages.footprints, pages.activity, ...segments]));
    return together(readPage(answer.footprints), readPage(answer.activity));
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

export function byAccount(rows: readonly Merged[]): Known {
  return new Map(rows.map(({ account, bytes }) => [account, bytes]));
}

/** Both pages have the same accounts in the same order. */
function together(footprints: readonly Merged[], activity: readonly Merged[]): MergedWithDays[] {
  return footprints.map((row, i) => ({ ...row, activity: activity[i].bytes }));
}

/** The memory of those that fill theirs: what shares it with others is copied. */
function transferable(all: readonly Uint8Array[]): ArrayBuffer[] {
  return [...new Set(all.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength).map(({ buffer }) => buffer as ArrayBuffer))];
}
