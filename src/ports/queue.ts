/** Jobs: at least once each, in any order, some never. */

export const QUEUE_NAMES = ["ingest", "place", "recluster", "communities", "attribute"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** A job carries ids; the state is in the store. It may run twice, late or never. */
export interface Job {
  /** Content-derived: adding the same job twice is adding it once while it waits. */
  id: string;
  data: unknown;
}

export interface DeadLetter {
  queue: QueueName;
  id: string;
  data: unknown;
  error: string;
  failedAt: number;
}

export interface JobQueue {
  add(queue: QueueName, job: Job, options?: { delayMs?: number }): Promise<void>;
  /** Takes jobs until `close`. The handler throws `PermanentError` for what can't succeed (goes to the dead letters) and anything else for a retry with backoff. */
  work(queue: QueueName, handler: (job: Job, signal: AbortSignal) => Promise<void>): void;
  /** Jobs waiting or running. */
  depth(queue: QueueName): Promise<number>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Puts dead letters back; returns how many. */
  replay(ids?: readonly string[]): Promise<number>;
  /** Finishes what runs (at most `drainMs`), takes nothing new, closes. */
  close(drainMs?: number): Promise<void>;
}
