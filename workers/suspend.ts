/** Batches that are executing or reversing, as the log has them -> carried out by one worker at a time; one that dies leaves the rest. */
import { EXECUTING, executeAll } from "../src/app/enforcement/execute/execute.js";
import { Journal } from "../src/app/enforcement/journal.js";
import { holding } from "../src/app/holding.js";
import type { Clock } from "../src/ports/clock.js";
import type { Log } from "../src/ports/log.js";
import type { Platform } from "../src/ports/platform.js";
import type { Services } from "../src/ports/services.js";
import type { Role } from "./role.js";

const RETRY_MS = 1_000;

/** The platform is opened when it is first needed: a worker of other queues may have no address of it. */
export function suspendRole({ store, queue, key }: Services, stopping: AbortSignal, clock: Clock, log: Log, open: () => Platform): Role {
  const journal = new Journal({ store, clock, key });
  let platform: Platform | null = null;
  const add = (id: string, delayMs = 0) => queue.add("suspend", { id, data: {} }, { delayMs });
  const isAtWork = async () =>
    [...(await journal.state()).batches.values()].some(({ state }) => state === "executing" || state === "reversing");
  return {
    queue: "suspend",
    async take() {
      if (!(await isAtWork())) return;
      platform ??= open();
      const ports = { store, clock, key, platform, log, orders: null };
      if (!(await holding(store, EXECUTING, stopping, (lost) => executeAll(ports, lost)))) await add("again", RETRY_MS);
    },
    async tick() {
      if ((await queue.depth("suspend")) === 0 && (await isAtWork())) await add("suspend");
    },
    async close() {
      await platform?.close();
    },
  };
}
