/** Inputs -> the store: all of each is read, and counted once. */
import type { Input } from "../event/input.js";
import { openIngester } from "../ingest/ingester.js";
import type { Clock } from "../ports/clock.js";
import { type Progress, silent } from "../ports/progress.js";
import type { GraphStore } from "../ports/store.js";

export interface IngestOptions {
  inputs: readonly Input[];
  /** The pseudonym key. */
  key: Uint8Array;
  /** Threads that read events; as many as there are cores if left out. */
  threads?: number;
  progress?: Progress;
}

export async function ingest(
  { store, clock }: { store: GraphStore; clock: Clock },
  { inputs, key, threads, progress = silent }: IngestOptions,
): Promise<void> {
  const start = clock.now();
  let events = 0;
  const ingester = openIngester(store, {
    key,
    threads,
    onCommit: (counts) => {
      events += counts.events;
      const rate = Math.round((events / Math.max(1, clock.now() - start)) * 1000);
      progress.tell(`${events.toLocaleString("en-US")} events, ${rate.toLocaleString("en-US")} a second`);
    },
  });
  try {
    for (const input of inputs) {
      progress.stage(`reading ${input.path}`);
      await ingester.apply(input);
    }
  } finally {
    await ingester.close();
  }
}
