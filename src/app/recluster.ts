/** A clustering asked of the services' workers, and waited for: it ends with the clusters, or with the failure that it met. */
import { setTimeout as pause } from "node:timers/promises";
import { PermanentError } from "../errors.js";
import type { Clock } from "../ports/clock.js";
import type { DeadLetter } from "../ports/queue.js";
import type { Services } from "../ports/services.js";

const POLL_MS = 200;
const HINT_MS = 60_000;

export interface Waiting {
  wait: boolean;
  /** Told what to look after where nothing moves. */
  onHint: (hint: string) => void;
}

/** Throws a `PermanentError` where the clustering that it waits for became a dead letter. */
export async function recluster(services: Services & { clock: Clock }, { wait, onHint }: Waiting): Promise<void> {
  const known = new Set((await failures(services)).map(nameOf));
  const request = await services.store.request();
  await services.queue.add("recluster", { id: "asked", data: {} });
  if (!wait) return;
  let hintAt = services.clock.now() + HINT_MS;
  while ((await services.store.requests()).answered < request) {
    const failed = (await failures(services)).find((letter) => !known.has(nameOf(letter)));
    if (failed) throw new PermanentError(`the clustering failed: ${failed.error} (then: cautery dead-letters replay)`);
    if (services.clock.now() > hintAt) {
      onHint("no clusters yet; is a worker running? (cautery worker all)");
      hintAt = services.clock.now() + HINT_MS;
    }
    await pause(POLL_MS);
  }
}

const failures = async ({ queue }: Services) => (await queue.deadLetters()).filter((letter) => letter.queue === "recluster");
const nameOf = ({ id, failedAt }: DeadLetter) => `${id} ${failedAt}`;
