/** What a worker does for one queue; what each role is made of. */
import type { z } from "zod";
import { PermanentError } from "../src/errors.js";
import type { Job, QueueName } from "../src/ports/queue.js";

export interface Role {
  queue: QueueName;
  /** May be called twice for a job. What it throws decides what becomes of the job: see `JobQueue.work`. */
  take(job: Job): Promise<void>;
  /** At start and every few seconds: puts what is pending in the store back into the queue, should a job have been lost. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** The job that says that something was applied, or a run saved. */
export const NEWS: Job = { id: "news", data: {} };

/** Throws a `PermanentError` where the job is not what this version writes. */
export function payloadOf<T>(schema: z.ZodType<T>, { id, data }: Job): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new PermanentError(`job "${id}" is not of this version: what it meant is found again from the store, so leave it`, {
    cause: parsed.error,
  });
}
