/** Lines written to `cautery ingest -`, one after the other -> how long each takes until it is counted in the store. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "../src/adapters/services.js";

const LINES = 40;
/** Lines come at all moments between two cuts of the stream. */
const STEP_MS = 37;
const BETWEEN_CUTS_MS = 250;
const POLL_MS = 2;

/** Milliseconds, ascending; a worker must be at work. `main`: the compiled command. */
export async function timeLiveLines(main: string, env: NodeJS.ProcessEnv): Promise<number[]> {
  const { store } = await openStore(env);
  const live = spawn(process.execPath, [main, "ingest", "-", "--wait"], { env, stdio: ["pipe", "inherit", "inherit"] });
  try {
    const { accepted } = await store.counts();
    const times: number[] = [];
    for (let i = 1; i <= LINES; i++) {
      await pause((i * STEP_MS) % BETWEEN_CUTS_MS);
      const at = performance.now();
      live.stdin.write(`${JSON.stringify({ type: "signup", id: `live-${i}`, time: "2026-06-01T00:00:00Z", account: `live-${i}` })}\n`);
      while ((await store.counts()).accepted < accepted + i) await pause(POLL_MS);
      times.push(performance.now() - at);
    }
    live.stdin.end();
    await once(live, "exit");
    return times.slice(1).sort((a, b) => a - b); // the first waits for the command to start
  } finally {
    live.kill();
    await store.close();
  }
}
