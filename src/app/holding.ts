/** A lock's name and what needs it -> that, done while the lock is held and renewed, or not at all where another holds it. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Locks } from "../ports/locks.js";

/** A holder that died blocks the others for so long. */
const TTL_MS = 6_000;
/**
 * In a data folder a lock goes with the process that held it. It stands for so long, since nothing is renewed while a process computes.
 */
export const FOLDER_TTL_MS = 86_400_000;
const POLL_MS = 200;

/** `false` where another holds it. `lost` tells that the lock went to another, or that this process is told to end. */
export async function holding(
  store: Locks,
  lock: string,
  stopping: AbortSignal,
  work: (lost: AbortSignal) => Promise<void>,
  ttlMs = TTL_MS,
): Promise<boolean> {
  const holder = randomUUID();
  if (!(await store.acquire(lock, holder, ttlMs))) return false;
  const lost = new AbortController();
  const renew = setInterval(() => {
    store.acquire(lock, holder, ttlMs).then(
      (had) => had || lost.abort(new Error(`the lock "${lock}" went to another worker`)),
      () => {}, // a store that is away: it is renewed when it is back, if nobody took it meanwhile
    );
  }, ttlMs / 4);
  try {
    await work(AbortSignal.any([lost.signal, stopping]));
  } finally {
    clearInterval(renew);
    await store.release(lock, holder).catch(() => {}); // expires by itself
  }
  return true;
}

/** Waits until nobody else in a data folder holds the lock. `onWait` is told once, where there is anything to wait for. */
export async function afterOthers<T>(store: Locks, lock: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  const holder = randomUUID();
  for (let tries = 0; !(await store.acquire(lock, holder, FOLDER_TTL_MS)); tries++) {
    if (tries === 0) onWait();
    await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await store.release(lock, holder);
  }
}
