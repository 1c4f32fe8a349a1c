/**
 * Batches that are to be carried out -> carried out here, in a data folder, or by another process that is at it there; by the services'
 * workers else, which are waited for.
 */
import { setTimeout as pause } from "node:timers/promises";
import { BatchProgress } from "../app/enforcement/batches.js";
import { EXECUTING, executeAll, type BatchProgress as WaveProgress } from "../app/enforcement/execute/execute.js";
import { FOLDER_TTL_MS, holding } from "../app/holding.js";
import type { Enforcing } from "./enforcing.js";
import { patiently } from "./patience.js";
import { hint } from "./services.js";
import { progressOn } from "./text/progress.js";

const POLL_MS = 300;
const HINT_MS = 30_000;

/** With a folder it returns when nothing is left to do, or at SIGINT and SIGTERM; on services at once, or with `wait` when these stand. */
export async function carryOut(ports: Enforcing, batches: readonly string[], { wait }: { wait: boolean }): Promise<void> {
  if (ports.orders !== null) await here(ports, batches);
  else await there(ports, batches, wait);
}

async function here(ports: Enforcing, batches: readonly string[]): Promise<void> {
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
    const onProgress = ({ batch, wave, done, of }: WaveProgress) => {
      if (stage !== `${batch} ${wave}`) {
        stage = `${batch} ${wave}`;
        progress.stage(stage);
      }
      progress.tell(`${done} of ${of}`);
    };
    const execute = (lost: AbortSignal) => executeAll({ ...ports, platform, log }, lost, onProgress);
    const standing = batches.map((id) => new BatchProgress(ports, id));
    while (!(await holding(ports.store, EXECUTING, stopping.signal, execute, FOLDER_TTL_MS))) {
      if (stopping.signal.aborted || (await areOver(standing))) return;
      if (stage === "") progress.stage("another cautery carries out what is approved in this folder");
      stage = "waiting";
      await pause(POLL_MS); // it has seen the batch, or its lock is free soon
    }
  } finally {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeListener(signal, stop);
    progress.done();
    await platform.close();
  }
}

/** As the one that is at it leaves them: done, or stopped. */
async function areOver(standing: readonly BatchProgress[]): Promise<boolean> {
  const all = await Promise.all(standing.map((batch) => batch.next()));
  return all.every(({ state }) => state !== "executing" && state !== "reversing");
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
