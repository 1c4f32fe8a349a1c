/** A thread's file -> one thread that can be asked for its tasks; where it dies, whatever it was asked fails. */
import { basename } from "node:path";
import { type MessagePort, Worker } from "node:worker_threads";
import type { Answer, Given, Reply, Request, TaskName, Tasks } from "./tasks.js";
import { heard } from "./told.js";

/** The thread ended, with what it was at: it ran out of memory, most likely. Neither permanent nor transient: nobody knows. */
export class ThreadDied extends Error {
  override readonly name = "ThreadDied";
}

export interface ThreadOptions {
  /** What the thread finds as its data. */
  data?: unknown;
  /** Told what the thread says meanwhile. */
  onNote?: (text: string) => void;
}

type Transferable = ArrayBuffer | MessagePort;

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** Keeps the process alive only while an answer is waited for. */
export class Thread<T extends Tasks> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** Once it has ended. */
  #died: ThreadDied | null = null;

  constructor(file: URL, { data, onNote = () => {} }: ThreadOptions = {}) {
    this.#worker = new Worker(file, { workerData: data });
    this.#worker.unref();
    const name = basename(file.pathname, ".js");
    let cause: unknown;
    const end = (how: string) =>
      this.#end(new ThreadDied(`a thread (${name}) ${how} before it was done: see the cause, and its memory`, { cause }));
    this.#worker.on("message", (reply: Reply) => ("note" in reply ? onNote(reply.note) : this.#settle(reply)));
    this.#worker.on("messageerror", (error) => {
      cause ??= error;
      void this.#worker.terminate();
    });
    this.#worker.on("error", (error) => {
      cause ??= error;
      end("died");
    });
    this.#worker.on("exit", (code) => end(`ended (${code})`));
  }

  get isDead(): boolean {
    return this.#died !== null;
  }

  /** Memory in `transfer` is the thread's from then on. Throws what the task throws, with its class, cause and stack, or `ThreadDied`. */
  ask<N extends TaskName<T>>(task: N, given: Given<T, N>, transfer: readonly ArrayBuffer[] = []): Promise<Answer<T, N>> {
    return new Promise((resolve, reject) => {
      if (this.#died) return reject(this.#died);
      const number = this.#asked++;
      this.#post({ number, task, given }, transfer); // throws where it cannot be sent
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(number, { resolve: resolve as Waiting["resolve"], reject });
    });
  }

  /** Wants no answer. What is in `transfer` is the thread's from then on. */
  tell<N extends TaskName<T>>(task: N, given: Given<T, N>, transfer: readonly Transferable[] = []): void {
    if (!this.#died) this.#post({ number: null, task, given }, transfer);
  }

  /** Ends it at once; what it was asked fails. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(request: Request, transfer: readonly Transferable[]): void {
    this.#worker.postMessage(request, transfer as Transferable[]);
  }

  #settle(reply: Exclude<Reply, { note: string }>): void {
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("failed" in reply) waiting?.reject(heard(reply.failed));
    else waiting?.resolve(reply.answer);
  }

  #end(error: ThreadDied): void {
    if (this.#died) return;
    this.#died = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
