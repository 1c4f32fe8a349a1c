/** A failed try of a job -> what becomes of it, told to the log: the same for every queue. */
import { asError, outlookOf, traceOf } from "../../errors.js";
import type { Log } from "../../ports/log.js";
import { FAULTS, type Job, type QueueName } from "../../ports/queue.js";
import { maskCredentials } from "../../tools/mask.js";

export interface Backoff {
  /** Before a job is tried again; doubles with each try. */
  backoffMs: number;
  backoffMaxMs: number;
}

export interface Try {
  queue: QueueName;
  job: Job;
  /** This one included. */
  tries: number;
  /** Of the tries before this one: those that failed for a reason that nobody named. */
  faults: number;
}

/** What becomes of the job: tried again after a pause, or dead. */
export interface Failure {
  error: Error;
  /** As `Try`, this try included. */
  faults: number;
  pauseMs: number | null;
}

/** After so many tries; more doubling would leave the numbers. */
const DOUBLINGS = 20;

export function pauseMs(tries: number, { backoffMs, backoffMaxMs }: Backoff): number {
  return Math.min(backoffMaxMs, backoffMs * 2 ** Math.min(tries - 1, DOUBLINGS));
}

export function failureOf(thrown: unknown, { queue, job, tries, faults }: Try, backoff: Backoff, log: Log): Failure {
  const error = asError(thrown);
  const outlook = outlookOf(thrown);
  const after = outlook === "unknown" ? faults + 1 : faults;
  const isDead = outlook === "permanent" || (outlook === "unknown" && after >= FAULTS);
  const failure = { error, faults: after, pauseMs: isDead ? null : pauseMs(tries, backoff) };
  const fields = { queue, job: job.id, tries, error };
  if (isDead) log.error("a job failed and is a dead letter now", fields);
  else log.warn("a job failed and is tried again", { ...fields, pauseMs: failure.pauseMs });
  return failure;
}

/** What a dead letter says of its end. */
export function epitaph(error: Error): { error: string; stack: string } {
  return { error: maskCredentials(error.message), stack: maskCredentials(traceOf(error)) };
}
