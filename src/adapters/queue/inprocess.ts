/** The JobQueue within one process: jobs wait in memory, for what they mean is in the store; a failed one is tried again with growing pauses. */
import { PermanentError } from "../../errors.js";
import type { DeadLetter, Job, JobQueue, QueueName } from "../../ports/queue.js";

export interface InProcessOptions {
  attempts?: number;
  /** Before the second attempt; doubles with each. */
  backoffMs?: number;
}

type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

interface Line {
  /** By id: adding a job twice while it waits is adding it once. */
  waiting: Map<string, Job>;
  /** Those of them whose time has come, first come first served. */
  ready: Job[];
  running: Job | null;
  handler: Handler | null;
}

export function inProcessQueue({ attempts = 8, backoffMs = 500 }: InProcessOptions = {}): JobQueue {
  const lines = new Map<QueueName, Line>();
  const timers = new Set<NodeJS.Timeout>();
  const stop = new AbortController();
  const tries = new Map<Job, number>();
  let dead: DeadLetter[] = [];
  let closing = false;
  let drained = () => {};

  const line = (queue: QueueName): Line => {
    const known = lines.get(queue);
    if (known) return known;
    const made: Line = { waiting: new Map(), ready: [], running: null, handler: null };
    lines.set(queue, made);
    return made;
  };

  function later(delayMs: number, step: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      step();
    }, delayMs);
    timers.add(timer);
  }

  /** Waits from now on, and is taken after the delay. */
  function wait(queue: QueueName, job: Job, delayMs: number): void {
    const { waiting, ready } = line(queue);
    if (waiting.has(job.id)) return;
    waiting.set(job.id, job);
    later(delayMs, () => {
      ready.push(job);
      takeNext(queue);
    });
  }

  /** One job of a queue runs at a time. */
  function takeNext(queue: QueueName): void {
    const own = line(queue);
    if (!own.handler || own.running || closing) return;
    const job = own.ready.shift();
    if (job) void run(queue, own, job, own.handler);
  }

  async function run(queue: QueueName, own: Line, job: Job, handler: Handler): Promise<void> {
    own.waiting.delete(job.id);
    own.running = job;
    try {
      await handler(job, stop.signal);
      tries.delete(job);
    } catch (error) {
      failed(queue, job, error);
    }
    own.running = null;
    drained();
    takeNext(queue);
  }

  function failed(queue: QueueName, job: Job, error: unknown): void {
    const tried = (tries.get(job) ?? 0) + 1;
    tries.set(job, tried);
    if (!(error instanceof PermanentError) && tried < attempts) {
      wait(queue, job, backoffMs * 2 ** (tried - 1));
      return;
    }
    tries.delete(job);
    dead = dead.filter((letter) => letter.queue !== queue || letter.id !== job.id); // one that died twice is one
    dead.push({ queue, id: job.id, data: job.data, error: error instanceof Error ? error.message : String(error), failedAt: Date.now() });
  }

  return {
    async add(queue, job, { delayMs = 0 } = {}) {
      wait(queue, job, delayMs);
    },
    work(queue, handler) {
      line(queue).handler = handler;
      later(0, () => takeNext(queue));
    },
    async depth(queue) {
      const { waiting, running } = line(queue);
      return waiting.size + (running ? 1 : 0);
    },
    async deadLetters() {
      return [...dead];
    },
    async replay(ids) {
      const again = dead.filter(({ id }) => !ids || ids.includes(id));
      dead = dead.filter((letter) => !again.includes(letter));
      for (const { queue, id, data } of again) wait(queue, { id, data }, 0);
      return again.length;
    },
    async close(drainMs = 10_000) {
      closing = true;
      for (const timer of timers) clearTimeout(timer);
      const busy = () => [...lines.values()].some(({ running }) => running);
      if (!busy()) return;
      await new Promise<void>((resolve) => {
        const limit = setTimeout(() => {
          stop.abort();
          resolve();
        }, drainMs);
        drained = () => {
          if (busy()) return;
          clearTimeout(limit);
          resolve();
        };
      });
    },
  };
}
