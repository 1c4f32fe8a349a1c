/** The JobQueue within one process: jobs wait in memory, for what they mean is in the store. */
import { type Log, silentLog } from "../../ports/log.js";
import type { DeadLetter, Job, JobQueue, QueueName } from "../../ports/queue.js";
import { type Backoff, epitaph, failureOf } from "./failure.js";

export interface InProcessOptions extends Partial<Backoff> {
  log?: Log;
}

type Handler = (job: Job) => Promise<void>;

/** A job from when it is added until it is done or dead. */
interface Entry {
  job: Job;
  tries: number;
  faults: number;
  /** Added again while it ran. */
  again: { job: Job; delayMs: number } | null;
}

interface Line {
  byId: Map<string, Entry>;
  /** Those of them whose time has come, first come first served. */
  ready: Entry[];
  running: Entry | null;
  handler: Handler | null;
}

export function inProcessQueue({ backoffMs = 500, backoffMaxMs = 30_000, log = silentLog }: InProcessOptions = {}): JobQueue {
  const lines = new Map<QueueName, Line>();
  const timers = new Set<NodeJS.Timeout>();
  let dead: DeadLetter[] = [];
  let closing = false;
  let drained = () => {};

  const line = (queue: QueueName): Line => {
    const known = lines.get(queue);
    if (known) return known;
    const made: Line = { byId: new Map(), ready: [], running: null, handler: null };
    lines.set(queue, made);
    return made;
  };

  /** Not once it closes: what is pending is found again from the store. */
  function later(delayMs: number, step: () => void): void {
    if (closing) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      step();
    }, delayMs);
    timers.add(timer);
  }

  function add(queue: QueueName, job: Job, delayMs: number): void {
    const { byId, running } = line(queue);
    const known = byId.get(job.id);
    if (known && known === running) known.again = { job, delayMs };
    if (known) return;
    const entry: Entry = { job, tries: 0, faults: 0, again: null };
    byId.set(job.id, entry);
    wait(queue, entry, delayMs);
  }

  function wait(queue: QueueName, entry: Entry, delayMs: number): void {
    later(delayMs, () => {
      line(queue).ready.push(entry);
      takeNext(queue);
    });
  }

  /** One job of a queue runs at a time. */
  function takeNext(queue: QueueName): void {
    const own = line(queue);
    if (!own.handler || own.running || closing) return;
    const entry = own.ready.shift();
    if (entry) void run(queue, own, entry, own.handler);
  }

  async function run(queue: QueueName, own: Line, entry: Entry, handler: Handler): Promise<void> {
    own.running = entry;
    entry.tries++;
    try {
      await handler(entry.job);
      own.running = null;
      end(queue, entry);
    } catch (error) {
      own.running = null;
      failed(queue, entry, error);
    }
    drained();
    takeNext(queue);
  }

  function failed(queue: QueueName, entry: Entry, thrown: unknown): void {
    const { job } = entry;
    const { error, faults, pauseMs } = failureOf(thrown, { queue, ...entry }, { backoffMs, backoffMaxMs }, log);
    entry.faults = faults;
    if (pauseMs !== null) {
      wait(queue, entry, pauseMs);
      return;
    }
    dead = dead.filter((letter) => letter.queue !== queue || letter.id !== job.id); // one that died twice is one
    dead.push({ queue, id: job.id, data: job.data, ...epitaph(error), failedAt: Date.now() });
    end(queue, entry);
  }

  function end(queue: QueueName, { job, again }: Entry): void {
    line(queue).byId.delete(job.id);
    if (again) add(queue, again.job, again.delayMs);
  }

  return {
    async add(queue, job, { delayMs = 0 } = {}) {
      add(queue, job, delayMs);
    },
    work(queue, handler) {
      line(queue).handler = handler;
      later(0, () => takeNext(queue));
    },
    async depth(queue) {
      return line(queue).byId.size;
    },
    async deadLetters() {
      return [...dead];
    },
    async replay(ids) {
      const again = dead.filter(({ id }) => !ids || ids.includes(id));
      dead = dead.filter((letter) => !again.includes(letter));
      for (const { queue, id, data } of again) add(queue, { id, data }, 0);
      return again.length;
    },
    async close(drainMs = 10_000) {
      closing = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      const busy = () => [...lines.values()].some(({ running }) => running);
      if (!busy()) return;
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, drainMs);
        drained = () => {
          if (busy()) return;
          clearTimeout(limit);
          resolve();
        };
      });
    },
  };
}
