/** Batches that are to be carried out -> carried out here, in a data folder; by the services' workers else, which are waited for. */
import { setTimeout as pause } from "node:timers/promises";
import { BatchProgress } from "../app/enforcement/batches.js";
import { executeAll } from "../app/enforcement/execute/execute.js";
import type { Enforcing } from "./enforcing.js";
import { patiently } from "./patience.js";
import { hint } from "./services.js";
import { progressOn } from "./text/progress.js";

const POLL_MS = 300;
const HINT_MS = 30_000;

/** With a folder it returns when nothing is left to do, or at SIGINT and SIGTERM; on services at once, or with `wait` when these stand. */
export async function carryOut(ports: Enforcing, batches: readonly string[], { wait }: { wait: boolean }): Promise<void> {
  if (ports.orders !== null) await here(ports);
  else await there(ports, batches, wait);
}

async function here(ports: Enforcing): Promise<void> {
  const { openPlatform } = await import("../adapters/platform/open.js"); // not light
  const { standardErrorLog } = await import("../adapters/log/pino.js");
  const platform = openPlatform(process.env);
  const progress = progressOn();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  let stage = "";
  try {
    const log = standardErrorLog({ CAUTERY_LOG_LEVEL: "warn", ...process.env }, "plain");
    await executeAll({ ...ports, platform, log }, stopping.signal, ({ batch, wave, done, of }) => {
      if (stage !== `${batch} ${wave}`) {
        stage = `${batch} ${wave}`;
        progress.stage(stage);
      }
      progress.tell(`${done} of ${of}`);
    });
  } finally {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeListener(signal, stop);
    progress.done();
    await platform.close();
  }
}

async function there(ports: Enforcing, batches: readonly string[], wait: boolean): Promise<void> {
  const { withQueue } = await import("./services.js");
  await withQueue((queue) => queue.add("suspend", { id: "suspend", data: {} }));
  if (!wait) return;
  const progress = progressOn();
  try {
    for (const id of batches) await ended(ports, id, (text) => progress.tell(text));
  } finally {
    progress.done();
  }
}

async function ended(ports: Enforcing, id: string, tell: (text: string) => void): Promise<void> {
  let before = "";
  let hintAt = Date.now() + HINT_MS;
  const standing = new BatchProgress(ports, id);
  for (;;) {
    const { state, counts } = await patiently(() => standing.next(), { clock: ports.clock, pause, say: hint });
    if (state !== "executing" && state !== "reversing") return;
    const now = JSON.stringify(counts);
    tell(`${id} ${state}: ${counts.waiting} waiting`);
    if (now !== before) hintAt = Date.now() + HINT_MS;
    before = now;
    if (Date.now() > hintAt) {
      hint("nothing moves; is a worker running? (cautery worker suspend)");
      hintAt = Date.now() + HINT_MS;
    }
    await pause(POLL_MS);
  }
}
