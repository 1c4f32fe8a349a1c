/** A source's notice -> the store, then a job for the workers. */
import { setTimeout as pause } from "node:timers/promises";
import type { JobQueue, SourceNotice, SourceRegistry } from "../ports.js";

export interface AnnounceOptions {
  /** A source that is whole waits while more jobs than these do, so that the queue stays small, whatever is fed. */
  mostWaiting?: number;
  pollMs?: number;
}

/**
 * First into the store, then as a job: a job that is lost is found again from there. A job means "apply all that is announced of this source", so
 * one that waits is enough, and a stream that goes on never waits for the workers.
 */
export async function announce(
  { store, queue }: { store: SourceRegistry; queue: JobQueue },
  notice: SourceNotice,
  { mostWaiting = 200, pollMs = 200 }: AnnounceOptions = {},
): Promise<void> {
  await store.announce(notice);
  if (notice.size === 0 && !notice.final) return;
  while (notice.final && (await queue.depth("ingest")) >= mostWaiting) await pause(pollMs);
  await queue.add("ingest", sourceJob(notice.source));
}

export const sourceJob = (source: string) => ({ id: source, data: { source } });
