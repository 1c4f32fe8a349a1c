/** Jobs: at least once each, in any order, some never. */

export const QUEUE_NAMES = ["ingest", "place", "recluster", "communities", "attribute", "suspend"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** A fault that nobody named may pass, but not for ever: a job is tried so often in spite of it. */
export const FAULTS = 3;

/** A job carries ids; the state is in the store. It may run twice, late or never. */
export interface Job {
  /**
   * Content-derived: adding a job again while it waits, for its turn or for its next try, is adding it once. One that is added while it
   * runs runs once more when that is over, for it may mean more than the run saw. Two of one id never run at once, unless a worker was
   * lost.
   */
  id: string;
  data: unknown;
}

export interface DeadLetter {
  queue: QueueName;
  id: string;
  data: unknown;
  error: string;
  /** Where the error and its causes were thrown. */
  stack: string;
  failedAt: number;
}

export interface JobQueue {
  add(queue: QueueName, job: Job, options?: { delayMs?: number }): Promise<void>;
  /**
   * Takes jobs until `close`, one at a time. What the handler throws decides what becomes of the job: a `PermanentError` makes it a dead
   * letter at once; a `TransientError` has it tried again, with growing pauses, for as long as it takes; anything else is a fault that
   * nobody named, and is tried `FAULTS` times before it is a dead letter. Each failed try is told to the log.
   */
  work(queue: QueueName, handler: (job: Job) => Promise<void>): void;
  /** Jobs that wait, for their turn or their next try, or run. */
  depth(queue: QueueName): Promise<number>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Puts dead letters back, with all their tries before them; returns how many. */
  replay(ids?: readonly string[]): Promise<number>;
  /** Finishes what runs (at most `drainMs`), takes nothing new, closes. */
  close(drainMs?: number): Promise<void>;
}
