/** The JobQueue on BullMQ and Redis 7: for services, many workers at once; Redis holds ids and byte ranges, never an event. */

import { setTimeout as pause } from "node:timers/promises";
import { type Job, Queue, type RedisOptions, UnrecoverableError, Worker } from "bullmq";
import { PermanentError, TransientError } from "../../errors.js";
import type { Board } from "../../ports/access/board.js";
import { type Log, silentLog } from "../../ports/log.js";
import { type DeadLetter, type JobQueue, QUEUE_NAMES, type QueueName } from "../../ports/queue.js";
import { maskCredentials } from "../../tools/mask.js";
import { byCodeUnit } from "../../tools/order.js";
import { type Backoff, epitaph, failureOf, pauseMs } from "./failure.js";

export interface BullMqOptions extends Partial<Backoff> {
  /** Namespace of the keys; `cautery` by default. */
  prefix?: string;
  /** Told of each failed try, and of what is met between jobs, such as a Redis that is away: the queue goes on by itself. */
  log?: Log;
}

interface Payload {
  id: string;
  data: unknown;
  /** Tries that failed for a reason that nobody named. */
  faults?: number;
}

const FOREVER = 1_000_000;
/** What was done is gone; of what fails again and again only the last trace is kept. */
const KEPT = { removeOnComplete: true, attempts: FOREVER, backoff: { type: "custom" }, stackTraceLimit: 1 };
/** For connections to close. */
const GRACE_MS = 1_000;

/** A JobQueue on a server, which may be away: `ready` throws a `TransientError` where it does not answer in time. */
export interface RedisQueue extends JobQueue {
  ready(patienceMs: number): Promise<void>;
  /** Pages over all queues, below a path. */
  board(path: string): Promise<Board>;
}

export function bullMqQueue(
  url: string,
  { prefix = "cautery", backoffMs = 250, backoffMaxMs = 30_000, log = silentLog }: BullMqOptions = {},
): RedisQueue {
  const connection = redisOptions(url);
  const server = maskCredentials(url);
  const backoff = { backoffMs, backoffMaxMs };
  const trouble = (error: Error) => log.warn("Redis is away or refuses: waiting for it", { server, error });
  const queues = new Map<QueueName, Queue<Payload>>();
  const workers: Worker<Payload>[] = [];

  const queue = (name: QueueName) => {
    const known = queues.get(name) ?? new Queue<Payload>(name, { connection, prefix });
    if (!queues.has(name)) known.on("error", trouble);
    queues.set(name, known);
    return known;
  };

  /** Jobs that could not succeed, latest first; those of one id are one dead letter. */
  const dead = async (name: QueueName) => {
    const byId = new Map<string, Job<Payload>[]>();
    const failed = (await queue(name).getFailed()).sort((a, b) => (b.finishedOn ?? 0) - (a.finishedOn ?? 0));
    for (const job of failed) byId.set(job.data.id, [...(byId.get(job.data.id) ?? []), job]);
    return [...byId.values()];
  };

  /** What BullMQ is to be told of it. */
  const failed = async (name: QueueName, job: Job<Payload>, thrown: unknown): Promise<Error> => {
    const { id, data, faults = 0 } = job.data;
    const failure = failureOf(thrown, { queue: name, job: { id, data }, tries: job.attemptsMade + 1, faults }, backoff, log);
    if (failure.pauseMs !== null) {
      if (failure.faults > faults) await job.updateData({ id, data, faults: failure.faults });
      return failure.error;
    }
    const { error, stack } = epitaph(failure.error);
    return Object.assign(new UnrecoverableError(error), { stack });
  };

  return {
    async ready(patienceMs) {
      if (await within(patienceMs, queue("ingest").waitUntilReady())) return;
      throw new TransientError(`Redis at ${server} does not answer: start it, or check REDIS_URL`);
    },
    async board(path) {
      const { boardOf } = await import("./board.js"); // not light
      return boardOf(QUEUE_NAMES.map(queue), path);
    },
    async add(name, { id, data }, { delayMs = 0 } = {}) {
      await queue(name).add(name, { id, data }, { ...KEPT, deduplication: { id, keepLastIfActive: true }, delay: delayMs });
    },
    work(name, handler) {
      const worker = new Worker<Payload>(
        name,
        async (job) => {
          const { id, data } = job.data;
          try {
            await handler({ id, data });
          } catch (error) {
            throw await failed(name, job, error);
          }
        },
        {
          connection,
          prefix,
          // A worker that died gives its job back after these; a job that runs twice does no harm, so stalling is never a failure.
          lockDuration: 15_000,
          stalledInterval: 5_000,
          maxStalledCount: FOREVER,
          settings: { backoffStrategy: (tries) => pauseMs(tries, backoff) },
        },
      );
      worker.on("error", trouble);
      workers.push(worker);
    },
    async depth(name) {
      const counts = await queue(name).getJobCounts("wait", "active", "delayed", "prioritized");
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async deadLetters() {
      const letters = await Promise.all(QUEUE_NAMES.map(async (name) => (await dead(name)).map(([job]) => deadLetter(name, job))));
      return letters.flat().sort((a, b) => a.failedAt - b.failedAt || byCodeUnit(a.id, b.id));
    },
    async replay(ids) {
      let replayed = 0;
      for (const name of QUEUE_NAMES) {
        for (const [job, ...same] of await dead(name)) {
          if (ids !== undefined && !ids.includes(job.data.id)) continue;
          await this.add(name, { id: job.data.id, data: job.data.data });
          for (const each of [job, ...same]) await each.remove();
          replayed++;
        }
      }
      return replayed;
    },
    async close(drainMs = 30_000) {
      const closed = Promise.all([...workers, ...queues.values()].map((each) => each.close()));
      // A Redis that is away must not keep a process from ending: what it holds is found again from the store.
      if (!(await within(drainMs + GRACE_MS, closed))) await Promise.all([...workers, ...queues.values()].map((each) => each.disconnect()));
    },
  };
}

/** Whether it settled in time. */
async function within(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const timer = pause(timeoutMs, false, { signal: late.signal }).catch(() => false);
  const done = await Promise.race([work.then(() => true), timer]);
  late.abort();
  return done;
}

function deadLetter(
  queue: QueueName,
  { data, failedReason, stacktrace, finishedOn = 0 }: Pick<Job<Payload>, "data" | "failedReason" | "stacktrace" | "finishedOn">,
): DeadLetter {
  return { queue, id: data.id, data: data.data, error: failedReason, stack: stacktrace?.at(-1) ?? failedReason, failedAt: finishedOn };
}

/** `redis://[user:password@]host:port/db`, `rediss://` with TLS. */
function redisOptions(url: string): RedisOptions {
  if (!URL.canParse(url)) throw new PermanentError("REDIS_URL is no address: give it in the form redis://:password@host:6379");
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: Number(pathname.slice(1) || 0),
    tls: protocol === "rediss:" ? {} : undefined,
    maxRetriesPerRequest: null, // waits for a Redis that is away
  };
}
