/**
 * The composition root of the services: the names of workers -> their roles, wired to the store and the queue, at work until they are told
 * to end.
 */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type LogForm, standardErrorLog } from "../src/adapters/log/pino.js";
import { openPlatform } from "../src/adapters/platform/open.js";
import { openServices } from "../src/adapters/services.js";
import { asError, TransientError, UsageError } from "../src/errors.js";
import type { Log } from "../src/ports/log.js";
import type { Job, QueueName } from "../src/ports/queue.js";
import type { Services } from "../src/ports/services.js";
import { threadFile } from "../src/threads/locate.js";
import { inThread } from "../src/threads/once.js";
import { attributeRole } from "./attribute.js";
import { communitiesRole } from "./communities.js";
import { ingestRole } from "./ingest.js";
import { searchSettings } from "./lots.js";
import { checkMemory, memoryAllowed } from "./memory.js";
import { placeRole } from "./place.js";
import { type ReclusterOptions, reclusterRole } from "./recluster.js";
import type { ReclusterTasks } from "./recluster-thread.js";
import type { Role } from "./role.js";
import { suspendRole } from "./suspend.js";

interface Surroundings {
  stopping: AbortSignal;
  log: Log;
  form: LogForm;
  times: Pick<ReclusterOptions, "quietMs" | "everyMs">;
}

const ROLES: Record<QueueName, (services: Services, surroundings: Surroundings) => Role> = {
  ingest: (services, { stopping }) => ingestRole(services, stopping, Date),
  place: (services) => placeRole(services, Date),
  communities: (services, { stopping }) => communitiesRole(services, stopping),
  attribute: attributeRole,
  suspend: (services, { stopping, log }) => suspendRole(services, stopping, Date, log, () => openPlatform(process.env)),
  recluster: (services, { stopping, log, form, times }) =>
    reclusterRole(services, stopping, { ...times, clock: Date, cluster: (lost) => clusterInThread(lost, log, form) }),
};

const TICK_MS = 3_000;
const DRAIN_MS = 30_000;

/**
 * Returns when `stopping` is aborted and what ran has been finished. Throws a `UsageError` where a setting is wrong, or the memory too
 * little.
 */
export async function work(names: readonly QueueName[], stopping: AbortSignal): Promise<void> {
  searchSettings(process.env);
  const times = {
    quietMs: milliseconds("CAUTERY_RECLUSTER_QUIET_MS", 120_000),
    everyMs: milliseconds("CAUTERY_RECLUSTER_EVERY_MS", 3_600_000),
  };
  const form = process.stderr.isTTY ? "plain" : "json";
  const log = standardErrorLog(process.env, form);
  const services = await untilUp(() => openServices(process.env, { log }), stopping, log);
  if (services === null) return;
  try {
    const accounts = (await services.store.currentRun())?.accounts ?? 0;
    checkMemory(names, { accounts, allowed: memoryAllowed() }, log);
    await workOn(names, services, { stopping, log, form, times });
  } finally {
    await services.close();
  }
  log.info("ended");
}

async function workOn(names: readonly QueueName[], services: Services, surroundings: Surroundings): Promise<void> {
  const { stopping, log } = surroundings;
  const roles = names.map((name) => ROLES[name](services, { ...surroundings, log: log.child({ queue: name }) }));
  for (const role of roles) services.queue.work(role.queue, (job) => timed(role, job, log));
  log.info(`working: ${names.join(", ")}`);
  const stopped = once(stopping, "abort");
  while (!stopping.aborted) {
    for (const role of roles) {
      const ticked = role.tick().catch((thrown: unknown) => {
        log.warn("pending work could not be looked for, and will be again", { queue: role.queue, error: asError(thrown) });
      });
      await Promise.race([ticked, stopped]); // a tick may wait for a server that is away
    }
    await pause(TICK_MS, undefined, { signal: stopping }).catch(() => {}); // told to end
  }
  log.info("ending: finishing what runs");
  await services.queue.close(DRAIN_MS);
  await Promise.all(roles.map((role) => role.close()));
}

/** Of a job that fails the queue tells. */
async function timed(role: Role, job: Job, log: Log): Promise<void> {
  const start = performance.now();
  await role.take(job);
  log.debug("a job is done", { queue: role.queue, job: job.id, durationMs: Math.round(performance.now() - start) });
}

async function clusterInThread(lost: AbortSignal, log: Log, form: LogForm): Promise<void> {
  const start = performance.now();
  const onNote = (stage: string) => log.info("clustering", { stage, sinceMs: Math.round(performance.now() - start) });
  await inThread<ReclusterTasks, "cluster">(threadFile("./recluster-thread.js", import.meta.url), "cluster", { form }, { lost, onNote });
  log.info("clustered", { durationMs: Math.round(performance.now() - start) });
}

/** Servers may start after the workers. */
async function untilUp(open: () => Promise<Services>, stopping: AbortSignal, log: Log): Promise<Services | null> {
  while (!stopping.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      log.warn("waiting for a server", { error });
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
