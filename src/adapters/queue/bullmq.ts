/** The JobQueue on BullMQ and Redis 7: for services, many workers at once; Redis holds ids and byte ranges, never an event. */

import { setTimeout as pause } from "node:timers/promises";
import { type Job, Queue, type RedisOptions, UnrecoverableError, Worker } from "bullmq";
import { PermanentError, TransientError } from "../../errors.js";
import { type DeadLetter, type JobQueue, QUEUE_NAMES, type QueueName } from "../../ports/queue.js";
import { byCodeUnit } from "../../tools/order.js";

export interface BullMqOptions {
  /** Namespace of the keys; `cautery` by default. */
  prefix?: string;
  /** First pause before a job is tried again; doubles up to `backoffMaxMs`. */
  backoffMs?: number;
  backoffMaxMs?: number;
  /** Told what a worker meets between jobs, such as a Redis that is away; it goes on by itself. */
  onTrouble?: (message: string) => void;
}

interface Payload {
  id: string;
  data: unknown;
}

/** What fails for a reason that nobody named is tried so often; a `TransientError` for as long as it takes. */
const TRIES = 8;
const FOREVER = 1_000_000;
const GRACE_MS = 5_000;

/** A JobQueue on a server, which may be away: `ready` throws a `TransientError` where it does not answer in time. */
export interface RedisQueue extends JobQueue {
  ready(patienceMs: number): Promise<void>;
}

export function bullMqQueue(
  url: string,
  { prefix = "cautery", backoffMs = 250, backoffMaxMs = 30_000, onTrouble = () => {} }: BullMqOptions = {},
): RedisQueue {
  const connection = redisOptions(url);
  const trouble = (error: Error) => onTrouble(`Redis at ${url}: ${error.message}`);
  const queues = new Map<QueueName, Queue<Payload>>();
  const workers: Worker<Payload>[] = [];
  const abort = new AbortController();

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

  return {
    async ready(patienceMs) {
      if (await within(patienceMs, queue("ingest").waitUntilReady())) return;
      throw new TransientError(`Redis at ${url} does not answer: start it, or check REDIS_URL`);
    },
    async add(name, { id, data }, { delayMs = 0 } = {}) {
      const once = { deduplication: { id }, removeOnComplete: true, attempts: FOREVER, backoff: { type: "custom" } };
      await queue(name).add(name, { id, data }, { ...once, delay: delayMs });
    },
    work(name, handler) {
      const worker = new Worker<Payload>(
        name,
        async (job) => {
          await job.removeDeduplicationKey(); // what comes from now on may mean more than this job saw
          try {
            await handler(job.data, abort.signal);
          } catch (error) {
            const hopeless = error instanceof PermanentError || (!(error instanceof TransientError) && job.attemptsMade + 1 >= TRIES);
            throw hopeless ? new UnrecoverableError(error instanceof Error ? error.message : String(error)) : error;
          }
        },
        {
          connection,
          prefix,
          // A worker that died gives its job back after these; a job that runs twice does no harm, so stalling is never a failure.
          lockDuration: 15_000,
          stalledInterval: 5_000,
          maxStalledCount: FOREVER,
          settings: { backoffStrategy: (made) => Math.min(backoffMaxMs, backoffMs * 2 ** Math.min(made - 1, 20)) },
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
          await job.retry("failed", { resetAttemptsMade: true });
          for (const each of same) await each.remove();
          replayed++;
        }
      }
      return replayed;
    },
    async close(drainMs = 30_000) {
      const timer = setTimeout(() => abort.abort(new TransientError("the worker is told to end")), drainMs);
      const closed = Promise.all([...workers, ...queues.values()].map((each) => each.close()));
      // A Redis that is away must not keep a process from ending: what it holds is found again from the store.
      if (!(await within(drainMs + GRACE_MS, closed))) await Promise.all([...workers, ...queues.values()].map((each) => each.disconnect()));
      clearTimeout(timer);
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
  { data, failedReason, finishedOn = 0 }: { data: Payload; failedReason: string; finishedOn?: number },
): DeadLetter {
  return { queue, id: data.id, data: data.data, error: failedReason, failedAt: finishedOn };
}

/** `redis://[user:password@]host:port/db`, `rediss://` with TLS. */
function redisOptions(url: string): RedisOptions {
  if (!URL.canParse(url)) throw new PermanentError(`REDIS_URL is no address: ${url}; it wants the form redis://:password@host:6379`);
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
