/** A lock's name and what needs it -> that, done while the lock is held and renewed, or not at all where another holds it. */
import { randomUUID } from "node:crypto";
import type { GraphStore } from "../src/ports/store.js";

/** A holder that died blocks the others for so long. */
const TTL_MS = 6_000;

/** `false` where another holds it. `lost` tells that the lock went to another, or that this process is told to end. */
export async function holding(
  store: Pick<GraphStore, "acquire" | "release">,
  lock: string,
  stopping: AbortSignal,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const holder = randomUUID();
  if (!(await store.acquire(lock, holder, TTL_MS))) return false;
  const lost = new AbortController();
  const renew = setInterval(() => {
    store.acquire(lock, holder, TTL_MS).then(
      (had) => had || lost.abort(new Error(`the lock "${lock}" went to another worker`)),
      () => {}, // a store that is away: it is renewed when it is back, if nobody took it meanwhile
    );
  }, TTL_MS / 4);
  try {
    await work(AbortSignal.any([lost.signal, stopping]));
  } finally {
    clearInterval(renew);
    await store.release(lock, holder).catch(() => {}); // expires by itself
  }
  return true;
}
