/** Parts with what was not merged yet -> merged footprints: on threads where there is much, here where there is little. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Known, type Merged, type MergedWithDays, mergeWithDays } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import type { Part } from "../ports/footprints.js";
import { zoneOf } from "../tools/zone.js";

/** Threads run compiled code; tests that run the sources use the build too. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "../../dist/src/ingest/merge-thread.js" : "./merge-thread.js", import.meta.url);
/** Less than this in a part is merged sooner than it is sent. */
const WORTH_SENDING = 256 * 1024;

export interface MergeRequest {
  number: number;
  /** Pages of what is known: footprints, and activity. */
  footprints: Uint8Array;
  activity: Uint8Array;
  segments: readonly Uint8Array[];
  zone: string;
}

/** Two pages of the same accounts. */
export type MergeAnswer = { number: number; footprints: Uint8Array; activity: Uint8Array } | { number: number; error: Error };

interface Waiting {
  resolve: (merged: MergedWithDays[]) => void;
  reject: (error: Error) => void;
}

export class MergePool {
  readonly size: number;
  readonly #worth: number;
  readonly #workers: Worker[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;

  /** Threads are started when they are needed first; `worth`: bytes of segments that are worth sending. */
  constructor(size = availableParallelism(), worth = WORTH_SENDING) {
    this.size = size;
    this.#worth = worth;
  }

  /** As `mergeWithDays`. The segments are the pool's from then on. */
  async merge(
    { footprints, activity, segments }: Pick<Part, "footprints" | "activity" | "segments">,
    zone: string,
  ): Promise<MergedWithDays[]> {
    const bytes = segments.reduce((sum, { length }) => sum + length, 0);
    if (this.size < 2 || bytes < this.#worth)
      return mergeWithDays({ footprints: byAccount(footprints), activity: byAccount(activity) }, segments, zoneOf(zone));
    const number = this.#requests++;
    this.#workers[number % this.size] ??= this.#start();
    const worker = this.#workers[number % this.size];
    const pages = { footprints: writePage(footprints), activity: writePage(activity) };
    return await new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      const request = { number, ...pages, segments, zone } satisfies MergeRequest;
      worker.postMessage(request, transferable([pages.footprints, pages.activity, ...segments]));
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(THREAD);
    worker.unref();
    worker.on("message", (answer: MergeAnswer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ("error" in answer) waiting?.reject(answer.error);
      else waiting?.resolve(together(readPage(answer.footprints), readPage(answer.activity)));
    });
    worker.on("error", (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    return worker;
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
