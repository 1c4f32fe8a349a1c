/** A request, a change or a schedule -> a clustering of all that is applied, never two at once; one that dies leaves the previous standing. */

import type { Clock } from "../src/ports/clock.js";
import type { Services } from "../src/ports/services.js";
import { holding } from "./lock.js";
import type { Role } from "./main.js";
import { NEWS } from "./place.js";
import { inThread } from "./thread.js";

export interface ReclusterOptions {
  /** A change is clustered when nothing has come for so long ... */
  quietMs: number;
  /** ... or when the last clustering is so long ago. */
  everyMs: number;
  clock: Clock;
  onStage?: (stage: string) => void;
}

const RETRY_MS = 500;

export function reclusterRole({ store, queue }: Services, stopping: AbortSignal, options: ReclusterOptions): Role {
  const { quietMs, everyMs, clock, onStage = () => {} } = options;
  let seen = { ledger: -1, at: clock.now() };
  let clusteredAt = clock.now();

  const add = (id: string, delayMs = 0) => queue.add("recluster", { id, data: {} }, { delayMs });

  const cluster = async (lost: AbortSignal) => {
    const { asked } = await store.requests();
    const ledger = await store.ledger();
    await inThread<void>(new URL("./recluster-thread.js", import.meta.url), null, { lost, onStage });
    await store.answer(asked, ledger);
    await queue.add("place", NEWS);
    clusteredAt = clock.now();
  };

  return {
    queue: "recluster",
    async take() {
      const { asked, answered, ledger } = await store.requests();
      if (asked === answered && (await store.ledger()) === ledger) return; // another has done it
      if (!(await holding(store, "recluster", stopping, cluster))) await add("again", RETRY_MS);
    },
    async tick() {
      const { asked, answered, ledger: clustered } = await store.requests();
      if (asked > answered) return add("asked");
      const ledger = await store.ledger();
      if (ledger !== seen.ledger) seen = { ledger, at: clock.now() };
      if (ledger === Math.max(clustered, 0)) return;
      const quiet = clock.now() - seen.at >= quietMs && (await store.announced()).every(({ final }) => !final);
      if (quiet || clock.now() - clusteredAt >= everyMs) await add("changed");
    },
    async close() {},
  };
}
