/** Inputs -> the services' workers: files announced where they lie, streams as their spool grows; and the wait until all is applied. */
import { setTimeout as pause } from "node:timers/promises";
import { PermanentError } from "../errors.js";
import type { Input } from "../event/input.js";
import { announce } from "../ingest/announce.js";
import type { Clock } from "../ports/clock.js";
import type { SourceNotice } from "../ports/services/sources.js";
import type { Services } from "../ports/services.js";
import type { Waiting } from "./recluster.js";

const POLL_MS = 200;
const HINT_MS = 15_000;

/** A file that the workers can read where it lies; returns the source's name. */
export async function feedFile(services: Services, { source, path, size }: Input): Promise<string> {
  await announce(services, { source, path, size, final: true });
  return source;
}

/** More of a stream is spooled: `cut` says how far its file is whole. */
export async function feedCut(services: Services, source: string, cut: Omit<SourceNotice, "source">): Promise<void> {
  await announce(services, { source, ...cut });
}

/** Returns when all of the sources is applied. Throws a `PermanentError` where one of them became a dead letter. */
export async function applied(
  { store, queue, clock }: Services & { clock: Clock },
  sources: ReadonlySet<string>,
  onHint: Waiting["onHint"],
): Promise<void> {
  let hintAt = clock.now() + HINT_MS;
  let before = "";
  for (;;) {
    const left = (await store.announced()).filter(({ source }) => sources.has(source));
    if (left.length === 0) return;
    const dead = (await queue.deadLetters()).find(({ data }) =>
      left.some(({ source }) => source === (data as { source?: unknown }).source),
    );
    if (dead) throw new PermanentError(`${dead.error} (then: cautery dead-letters replay)`);
    const now = JSON.stringify([await store.ledger(), left.length]);
    if (now !== before) hintAt = clock.now() + HINT_MS;
    before = now;
    if (clock.now() > hintAt) {
      onHint("nothing is being applied; is a worker running? (cautery worker all)");
      hintAt = clock.now() + 4 * HINT_MS;
    }
    await pause(POLL_MS);
  }
}
