/** Tasks -> answers, each from the first thread that is free. A thread that dies is replaced when the next task wants one. */
import type { Answer, Given, TaskName, Tasks } from "./tasks.js";
import { Thread, ThreadDied } from "./thread.js";

/** A task whose thread died is tried on another, unless its memory went with the thread; one that kills two threads fails. */
const TRIES = 2;

export class ThreadPool<T extends Tasks> {
  readonly size: number;
  readonly #file: URL;
  readonly #data: unknown;
  readonly #threads = new Set<Thread<T>>();
  readonly #free: Thread<T>[] = [];
  /** Whoever waits for a thread, first come first served. */
  readonly #queue: (() => void)[] = [];
  #isClosed = false;

  /** At most `size` threads, each started when it is needed first and handed `data`. */
  constructor(file: URL, size: number, data?: unknown) {
    this.size = size;
    this.#file = file;
    this.#data = data;
  }

  /** Threads that live. */
  get alive(): number {
    return this.#threads.size;
  }

  /** As `Thread.ask`, with the thread that answered: what it keeps of the task can be asked of it. */
  async run<N extends TaskName<T>>(
    task: N,
    given: Given<T, N>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<{ answer: Answer<T, N>; thread: Thread<T> }> {
    for (let tries = 1; ; tries++) {
      const thread = await this.#next();
      try {
        return { answer: await thread.ask(task, given, transfer), thread };
      } catch (error) {
        if (!(error instanceof ThreadDied) || transfer.length > 0 || tries === TRIES) throw error;
      } finally {
        this.#giveBack(thread);
      }
    }
  }

  /** Ends all threads at once; what they were asked fails, and what waits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#queue.splice(0)) wake();
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  /** One that nobody has: it was free, or is new. */
  async #next(): Promise<Thread<T>> {
    for (;;) {
      if (this.#isClosed) throw new Error("the threads were ended, so nothing more can be asked of them");
      this.#bury();
      const free = this.#free.shift();
      if (free) return free;
      if (this.#threads.size < this.size) return this.#start();
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
  }

  #giveBack(thread: Thread<T>): void {
    this.#free.push(thread);
    this.#queue.shift()?.();
  }

  #start(): Thread<T> {
    const thread = new Thread<T>(this.#file, { data: this.#data });
    this.#threads.add(thread);
    return thread;
  }

  /** Those that died are no longer. */
  #bury(): void {
    for (const thread of this.#threads) {
      if (!thread.isDead) continue;
      this.#threads.delete(thread);
      const at = this.#free.indexOf(thread);
      if (at >= 0) this.#free.splice(at, 1);
    }
  }
}
