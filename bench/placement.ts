/** A simulated world that stands clustered in the services -> how long after its event a new account's place can be read: sign-ups one after the other on a live stream. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "../src/adapters/services.js";
import { formatCount, formatTable } from "../src/cli/format.js";
import { writeWorld } from "../src/cli/simulate.js";
import { settle } from "../src/simulate/settings.js";
import { startNeo4j } from "./neo4j-server.js";
import { startRedis } from "./redis-server.js";
import { end, MAIN, run } from "./services.js";

const POLL_MS = 10;

/** `accounts` and events of an average innocent account of the world, and how many sign up then, as `npm run bench placement 20000 30 40` has them. */
export async function benchPlacement(accounts = 20_000, eventsPerAccount = 30, arrivals = 40): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-bench-"));
  const ends: (() => Promise<unknown>)[] = [];
  try {
    for (const name of ["redis", "neo4j"]) mkdirSync(join(dir, name));
    const redis = await startRedis(join(dir, "redis"));
    ends.push(redis.stop);
    const neo4j = await startNeo4j(join(dir, "neo4j"), { heapMb: 2048, pageCacheMb: 512 });
    ends.push(neo4j.stop);
    const servers = { REDIS_URL: redis.url, NEO4J_URI: neo4j.url, CAUTERY_KEY_FILE: join(dir, "key"), CAUTERY_SPOOL: join(dir, "spool") };
    const env = { ...process.env, ...servers };
    const world = await writeWorld(settle({ accounts, eventsPerAccount, seed: 7 }), join(dir, "world"));
    const worker = spawn(process.execPath, [MAIN, "worker", "all"], { env, stdio: "ignore" });
    ends.push(() => end(worker));
    await run(env, "ingest", world.eventsPath, "--operators", world.operatorsPath, "--wait");
    await run(env, "recluster", "--wait");

    const { store } = await openStore(env);
    ends.push(() => store.close());
    const live = spawn(process.execPath, [MAIN, "ingest", "-"], { env, stdio: ["pipe", "ignore", "inherit"] });
    ends.push(() => end(live));
    const signups = readFileSync(world.eventsPath, "utf8")
      .split("\n")
      .filter((line) => line.startsWith('{"type":"signup"'));
    const step = Math.max(1, Math.floor(signups.length / arrivals));
    const seconds: number[] = [];
    let clustered = 0;
    for (let i = 0; i <= arrivals; i++) {
      const account = `arrival-${i}`;
      const line = JSON.stringify({ ...JSON.parse(signups[(i * step) % signups.length]), id: `of ${account}`, account, email: undefined });
      const start = performance.now();
      live.stdin.write(`${line}\n`);
      let placement = await store.placement(account);
      for (; placement === null; placement = await store.placement(account)) await pause(POLL_MS);
      if (i === 0) continue; // the stream and the worker's memory begin with the first
      seconds.push((performance.now() - start) / 1000);
      if (placement.cluster !== null) clustered++;
    }
    live.stdin.end();
    await once(live, "exit");
    print(
      seconds.sort((a, b) => a - b),
      { accounts, events: world.lines, clustered },
    );
  } finally {
    for (const each of ends.reverse()) await each();
    rmSync(dir, { recursive: true, force: true });
  }
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
