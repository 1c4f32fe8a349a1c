/** The composition root of the services: the names of workers -> their roles, wired to the store and the queue, at work until they are told to end. */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { openServices } from "../src/adapters/services.js";
import { TransientError, UsageError } from "../src/errors.js";
import type { Job, QueueName } from "../src/ports/queue.js";
import type { Services } from "../src/ports/services.js";
import { attributeRole } from "./attribute.js";
import { communitiesRole } from "./communities.js";
import { ingestRole } from "./ingest.js";
import { searchSettings } from "./lots.js";
import { placeRole } from "./place.js";
import { reclusterRole } from "./recluster.js";

/** What a worker does for one queue. */
export interface Role {
  queue: QueueName;
  take(job: Job): Promise<void>;
  /** At start and every few seconds: puts what is pending in the store back into the queue, should a job have been lost. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

const ROLES: Record<QueueName, (services: Services, stopping: AbortSignal) => Role> = {
  ingest: ingestRole,
  place: (services) => placeRole(services, Date),
  communities: communitiesRole,
  attribute: attributeRole,
  recluster: (services, stopping) =>
    reclusterRole(services, stopping, {
      quietMs: milliseconds("CAUTERY_RECLUSTER_QUIET_MS", 120_000),
      everyMs: milliseconds("CAUTERY_RECLUSTER_EVERY_MS", 3_600_000),
      clock: Date,
      onStage: (stage) => tell(`recluster: ${stage}`),
    }),
};

const TICK_MS = 3_000;
const DRAIN_MS = 30_000;

/** Returns when `stopping` is aborted and what ran has been finished. */
export async function work(names: readonly QueueName[], stopping: AbortSignal): Promise<void> {
  searchSettings(process.env);
  const services = await untilUp(() => openServices(process.env, { onTrouble: tell }), stopping);
  if (services === null) return;
  const roles = names.map((name) => ROLES[name](services, stopping));
  for (const role of roles) services.queue.work(role.queue, role.take);
  tell(`working: ${names.join(", ")}`);
  const stopped = once(stopping, "abort");
  while (!stopping.aborted) {
    for (const role of roles) {
      const ticked = role.tick().catch((error: Error) => tell(`${role.queue}: ${error.message}`));
      await Promise.race([ticked, stopped]); // a tick may wait for a server that is away
    }
    await pause(TICK_MS, undefined, { signal: stopping }).catch(() => {}); // told to end
  }
  tell("ending: finishing what runs");
  await services.queue.close(DRAIN_MS);
  await Promise.all(roles.map((role) => role.close()));
  await services.store.close();
}

/** Servers may start after the workers. */
async function untilUp(open: () => Promise<Services>, stopping: AbortSignal): Promise<Services | null> {
  while (!stopping.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      tell(error.message);
    }
  }
  return null;
}

function milliseconds(name: string, otherwise: number): number {
  const text = process.env[name];
  const value = Number(text ?? otherwise);
  if (!(value > 0)) throw new UsageError(`${name} is "${text}": give milliseconds, such as ${otherwise}`);
  return value;
}

let last = { text: "", at: 0 };

/** On standard error; the same again at most every 10 s. */
function tell(text: string): void {
  if (text === last.text && Date.now() - last.at < 10_000) return;
  last = { text, at: Date.now() };
  console.error(`cautery worker: ${text}`);
}
