/** A pool of digesting threads: a slice goes to the first that is free, and stays there until it is released. */
import { Worker } from "node:worker_threads";
import type { PartBytes } from "../indicator/slice/segment.js";
import type { Digest } from "./digest.js";
import type { Answer, Request, SliceBytes, ThreadSettings } from "./protocol.js";

/** Threads run compiled code; tests that run the sources use the build too. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "../../dist/src/ingest/thread.js" : "./thread.js", import.meta.url);

interface Thread {
  worker: Worker;
  digesting: boolean;
}

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A slice on its thread. */
export interface HeldSlice {
  digest: Digest;
  /** Segments of the rows where `fresh` is 1. */
  pack(fresh: Uint8Array): Promise<PartBytes[]>;
  release(): void;
}

export class DigestPool {
  readonly size: number;
  readonly #threads: Thread[];
  readonly #queue: { slice: number; input: SliceBytes }[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #slices = 0;

  constructor(threads: number, settings: ThreadSettings) {
    this.size = threads;
    this.#threads = Array.from({ length: threads }, () => this.#start(settings));
  }

  async digest(input: SliceBytes): Promise<HeldSlice> {
    const slice = this.#slices++;
    const answered = this.#answerTo(slice);
    this.#queue.push({ slice, input });
    this.#dispatch();
    const { answer, thread } = await answered;
    if (answer.task !== "digest") throw new Error(`slice ${slice}: the thread answered ${answer.task} where digest was asked`);
    return {
      digest: answer.digest,
      pack: async (fresh) => {
        const packed = this.#answerTo(slice);
        send(thread, { task: "pack", slice, fresh });
        const { answer } = await packed;
        return answer.task === "pack" ? answer.segments : [];
      },
      release: () => send(thread, { task: "release", slice }),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #answerTo(slice: number): Promise<{ answer: Answer; thread: Thread }> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(slice, { resolve: (answer) => resolve({ answer, thread: this.#threadOf.get(slice)! }), reject });
    });
  }

  readonly #threadOf = new Map<number, Thread>();

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (thread.digesting) continue;
      const next = this.#queue.shift();
      if (!next) return;
      thread.digesting = true;
      this.#threadOf.set(next.slice, thread);
      send(thread, { task: "digest", ...next }, "bytes" in next.input ? [next.input.bytes.buffer as ArrayBuffer] : []);
    }
  }

  #start(settings: ThreadSettings): Thread {
    const worker = new Worker(THREAD, { workerData: settings });
    worker.unref();
    const thread = { worker, digesting: false };
    worker.on("message", (answer: Answer) => this.#settle(thread, answer));
    worker.on("error", (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    return thread;
  }

  #settle(thread: Thread, answer: Answer): void {
    if (answer.task !== "pack") {
      thread.digesting = false;
      this.#dispatch();
    }
    const waiting = this.#waiting.get(answer.slice);
    this.#waiting.delete(answer.slice);
    if (answer.task === "failed") waiting?.reject(answer.error);
    else waiting?.resolve(answer);
  }
}

function send({ worker }: Thread, request: Request, transfer: ArrayBuffer[] = []): void {
  worker.postMessage(request, transfer);
}
