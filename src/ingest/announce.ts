/** A source's notice -> the store, then a job for the workers. */
import { setTimeout as pause } from "node:timers/promises";
import type { JobQueue } from "../ports/queue.js";
import type { SourceNotice, SourceRegistry } from "../ports/services/sources.js";

interface Where {
  store: SourceRegistry;
  queue: JobQueue;
}

export interface AnnounceOptions {
  /** A source that is whole waits while more jobs than these do, so that the queue stays small, whatever is fed. */
  mostWaiting?: number;
  pollMs?: number;
}

/**
 * First into the store, then as a job: a job that is lost is found again from there. A job means "apply all that is announced of this
 * source", so one that waits is enough, and a stream that goes on never waits for the workers.
 */
export async function announce(
  { store, queue }: Where,
  notice: SourceNotice,
  { mostWaiting = 200, pollMs = 200 }: AnnounceOptions = {},
): Promise<void> {
  await store.announce(notice);
  if (notice.size === 0 && !notice.final) return;
  while (notice.final && (await queue.depth("ingest")) >= mostWaiting) await pause(pollMs);
  await queue.add("ingest", sourceJob(notice.source));
}

export const sourceJob = (source: string) => ({ id: source, data: { source } });

/** Files that are being applied, or wait to be: not those that are dead letters. */
export async function pendingFiles({ store, queue }: Where): Promise<SourceNotice[]> {
  const files = (await store.announced()).filter(({ final }) => final);
  if (files.length === 0) return [];
  const dead = new Set((await queue.deadLetters()).map(({ data }) => (data as { source?: unknown }).source));
  return files.filter(({ source }) => !dead.has(source));
}
