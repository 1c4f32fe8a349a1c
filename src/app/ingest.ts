/** Inputs -> the store: all of each is read, and counted once. */
import type { Input } from "../event/input.js";
import { openIngester } from "../ingest/ingester.js";
import type { Clock } from "../ports/clock.js";
import { type Progress, silent } from "../ports/progress.js";
import type { GraphStore } from "../ports/store.js";

export interface IngestPorts {
  store: GraphStore;
  clock: Clock;
  /** The pseudonym key. */
  key: Uint8Array;
}

export interface IngestOptions {
  inputs: readonly Input[];
  /** Threads that read events; as many as there are cores if left out. */
  threads?: number;
  progress?: Progress;
}

/**
 * Resolves when all is in the store. What was read before is not counted again, so that a file that grew may be given once more; another
 * file under its name is another source. Lines that cannot stand are quarantined, not thrown: `store.quarantined()` has them.
 */
export async function ingest({ store, clock, key }: IngestPorts, { inputs, threads, progress = silent }: IngestOptions): Promise<void> {
  const start = clock.now();
  let events = 0;
  let path = "";
  progress.stage("reading");
  const ingester = openIngester(store, {
    key,
    threads,
    onCommit: (counts) => {
      events += counts.events;
      const rate = Math.round((events / Math.max(1, clock.now() - start)) * 1000);
      progress.tell(`${path}, ${events.toLocaleString("en-US")} events, ${rate.toLocaleString("en-US")} a second`);
    },
  });
  try {
    for (const input of inputs) {
      path = input.path;
      await ingester.apply(input);
    }
  } finally {
    await ingester.close();
  }
}
