/**
 * The environment -> the services, lent to a command and closed whatever happens; the servers' clients are loaded only here, as they are
 * not light.
 */
import type { Clock } from "../ports/clock.js";
import type { JobQueue } from "../ports/queue.js";
import type { ServiceStore, Services } from "../ports/services.js";

export async function withServices<T>(use: (services: Services & { clock: Clock }) => Promise<T>): Promise<T> {
  const { openServices } = await import("../adapters/services.js");
  const { standardErrorLog } = await import("../adapters/log/pino.js");
  const services = await openServices(process.env, { log: standardErrorLog(process.env, "plain") });
  try {
    return await use({ ...services, clock: Date });
  } finally {
    await services.close();
  }
}

/** The queue alone. */
export async function withQueue<T>(use: (queue: JobQueue) => Promise<T>): Promise<T> {
  return withServices(({ queue }) => use(queue));
}

/** Without the queue: for what only reads. */
export async function withServiceStore<T>(use: (store: ServiceStore, key: Uint8Array) => Promise<T>): Promise<T> {
  const { openStore } = await import("../adapters/services.js");
  const { store, key } = await openStore(process.env);
  try {
    return await use(store, key);
  } finally {
    await store.close();
  }
}

/** For who waits: what to look after. */
export function hint(message: string): void {
  console.error(`cautery: ${message}`);
}
