/**
 * A simulated world that stands clustered in the services -> how long after its event a new account's place can be read: sign-ups one after
 * the other on a live stream.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { openStore } from "../src/adapters/services.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { settle } from "../src/simulate/settings.js";
import { withServers } from "./servers/servers.js";

const POLL_MS = 10;

/**
 * `accounts` and events of an average innocent account of the world, and how many sign up then, as `npm run bench placement 20000 30 40`
 * has them.
 */
export async function benchPlacement(accounts = 20_000, eventsPerAccount = 30, arrivals = 40): Promise<void> {
  await withServers(async ({ dir, env, start, run }) => {
    const world = await writeWorld(settle({ accounts, eventsPerAccount, seed: 7 }), join(dir, "world"));
    start(["ignore", "ignore", "ignore"], "worker", "all");
    await run("ingest", world.eventsPath, "--operators", world.operatorsPath, "--wait");
    await run("recluster", "--wait");

    const { store } = await openStore(env);
    const live = start(["pipe", "ignore", "inherit"], "ingest", "-");
    const signups = readFileSync(world.eventsPath, "utf8")
      .split("\n")
      .filter((line) => line.startsWith('{"type":"signup"'));
    const step = Math.max(1, Math.floor(signups.length / arrivals));
    const seconds: number[] = [];
    let clustered = 0;
    for (let i = 0; i <= arrivals; i++) {
      const account = `arrival-${i}`;
      const line = JSON.stringify({ ...JSON.parse(signups[(i * step) % signups.length]), id: `of ${account}`, account, email: undefined });
      const at = performance.now();
      live.stdin?.write(`${line}\n`);
      let placement = await store.placement(account);
      for (; placement === null; placement = await store.placement(account)) await pause(POLL_MS);
      if (i === 0) continue; // the stream and the worker's memory begin with the first
      seconds.push((performance.now() - at) / 1000);
      if (placement.cluster !== null) clustered++;
    }
    live.stdin?.end();
    await once(live, "exit");
    await store.close();
    print(
      seconds.sort((a, b) => a - b),
      { accounts, events: world.lines, clustered },
    );
  });
}

function print(seconds: readonly number[], { accounts, events, clustered }: { accounts: number; events: number; clustered: number }): void {
  const at = (share: number) => `${seconds[Math.min(seconds.length - 1, Math.floor(share * seconds.length))].toFixed(2)} s`;
  console.log(
    `\n${formatCount(accounts)} accounts with ${formatCount(events)} events stand; ${seconds.length} sign up, ${clustered} of them into a cluster`,
  );
  console.log(
    formatTable([
      ["from a sign-up on `ingest -` to its place, readable", ""],
      ["median", at(0.5)],
      ["95%", at(0.95)],
      ["slowest", at(1)],
    ]),
  );
}
