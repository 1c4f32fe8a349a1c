/** A request, a change or a schedule -> a clustering of all that is applied, never two at once; one that dies leaves what stood. */

import { holding } from "../src/app/holding.js";
import type { Clock } from "../src/ports/clock.js";
import type { EventLog } from "../src/ports/event-log.js";
import type { Locks } from "../src/ports/locks.js";
import type { JobQueue } from "../src/ports/queue.js";
import type { ClusteringRequests } from "../src/ports/services/requests.js";
import type { SourceRegistry } from "../src/ports/services/sources.js";
import { NEWS, type Role } from "./role.js";

export interface ReclusterOptions {
  /** A change is clustered when nothing has come for so long ... */
  quietMs: number;
  /** ... or when the last clustering is so long ago. One that cannot succeed is tried again by itself no sooner. */
  everyMs: number;
  clock: Clock;
  /** Clusters all that is applied, and saves the run. */
  cluster: (lost: AbortSignal) => Promise<void>;
}

interface Parts {
  store: Pick<ClusteringRequests, "requests" | "answer"> &
    Pick<SourceRegistry, "announced"> &
    Locks &
    Pick<EventLog, "ledger"> & {
      /** Only its time is looked at. */
      currentRun(): Promise<{ at: number } | null>;
    };
  queue: JobQueue;
}

const RETRY_MS = 500;

export function reclusterRole({ store, queue }: Parts, stopping: AbortSignal, options: ReclusterOptions): Role {
  const { quietMs, everyMs, clock, cluster } = options;
  /** What was applied when it was looked at last, and since when. */
  let seen = { ledger: -1, at: clock.now() };
  const startedAt = clock.now();

  const add = (id: string, delayMs = 0) => queue.add("recluster", { id, data: {} }, { delayMs });

  const clusterAll = async (lost: AbortSignal) => {
    const { asked } = await store.requests();
    const ledger = await store.ledger();
    await cluster(lost);
    await store.answer(asked, ledger);
    await queue.add("place", NEWS);
  };

  /** When the run that stands was saved, by whichever worker. */
  const stoodAt = async () => (await store.currentRun())?.at ?? null;

  /** The id of the job that is wanted, or null. */
  const wanted = async () => {
    const { asked, answered, ledger: clustered } = await store.requests();
    if (asked > answered) return "asked";
    const ledger = await store.ledger();
    if (ledger !== seen.ledger) seen = { ledger, at: clock.now() };
    if (ledger === Math.max(clustered, 0)) return null;
    const quiet = clock.now() - seen.at >= quietMs && (await store.announced()).every(({ final }) => !final);
    return quiet || clock.now() - ((await stoodAt()) ?? startedAt) >= everyMs ? "changed" : null;
  };

  /** Whether a clustering is at work, waits for its next try, or cannot succeed: more jobs would have the workers cluster without pause. */
  const underWay = async () => {
    if ((await queue.depth("recluster")) > 0) return true;
    const failedAt = (await queue.deadLetters()).filter((letter) => letter.queue === "recluster").map((letter) => letter.failedAt);
    const latest = Math.max(...failedAt, Number.NEGATIVE_INFINITY);
    return latest > ((await stoodAt()) ?? Number.NEGATIVE_INFINITY) && clock.now() - latest < everyMs;
  };

  return {
    queue: "recluster",
    async take() {
      const { asked, answered, ledger } = await store.requests();
      if (asked === answered && (await store.ledger()) === ledger) return; // another has done it
      if (!(await holding(store, "recluster", stopping, clusterAll))) await add("again", RETRY_MS);
    },
    async tick() {
      const why = await wanted();
      if (why !== null && !(await underWay())) await add(why);
    },
    async close() {},
  };
}
