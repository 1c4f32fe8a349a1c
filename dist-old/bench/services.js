/** A simulated world -> events a second of the services, merged into the accounts, by stage, with CPU and peak memory by process; Redis, Neo4j and a worker on this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { formatCount, formatTable } from "../src/cli/format.js";
import { writeWorld } from "../src/cli/simulate.js";
import { settle } from "../src/simulate/settings.js";
import { startNeo4j } from "./neo4j-server.js";
import { startRedis } from "./redis-server.js";
const MAIN = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
/** Linux counts CPU time in these. */
const TICKS_PER_SECOND = 100;
/** `accounts` and events of an average innocent account, as `npm run bench services ACCOUNTS EVENTS` has them. */
export async function benchServices(accounts = 20_000, eventsPerAccount = 30) {
    const dir = mkdtempSync(join(tmpdir(), "cautery-bench-"));
    const ends = [];
    try {
        for (const name of ["redis", "neo4j"])
            mkdirSync(join(dir, name));
        const redis = await startRedis(join(dir, "redis"));
        ends.push(redis.stop);
        const neo4j = await startNeo4j(join(dir, "neo4j"), { heapMb: 2048, pageCacheMb: 512 });
        ends.push(neo4j.stop);
        const env = {
            ...process.env,
            REDIS_URL: redis.url,
            NEO4J_URI: neo4j.url,
            CAUTERY_KEY_FILE: join(dir, "key"),
            CAUTERY_SPOOL: join(dir, "spool"),
        };
        const world = await writeWorld(settle({ accounts, eventsPerAccount, seed: 7 }), join(dir, "world"));
        console.log(`\n${formatCount(accounts)} accounts, ${formatCount(world.lines)} events`);
        const worker = spawn(process.execPath, [MAIN, "worker", "all"], { env, stdio: ["ignore", "ignore", "pipe"] });
        ends.push(() => end(worker));
        const stages = await listen(worker);
        const pids = { worker: worker.pid ?? 0, Neo4j: neo4j.pid, Redis: redis.pid };
        const clock = stopwatch(pids);
        await run(env, "ingest", world.eventsPath, "--operators", world.operatorsPath, "--wait");
        const rows = [clock("apply")];
        stages.onStage = (stage) => {
            if (stage !== "load")
                rows.push(clock(rows.length === 1 ? "merge and load" : "cluster"));
        };
        await run(env, "recluster", "--wait");
        rows.push(clock("save"));
        await run(env, "export", "--out", join(dir, "out"));
        rows.push(clock("export"));
        print(world.lines, rows, pids);
    }
    finally {
        for (const each of ends.reverse())
            await each();
        rmSync(dir, { recursive: true, force: true });
    }
}
/** Resolves when the worker works; from then on it tells the stages of a clustering. */
async function listen(worker) {
    const listener = { onStage: (_stage) => { } };
    if (worker.stderr === null)
        throw new Error("the worker has no standard error");
    const lines = createInterface({ input: worker.stderr });
    const working = once(lines, "line");
    lines.on("line", (line) => {
        const stage = /recluster: (.+)$/.exec(line)?.[1];
        if (stage !== undefined)
            listener.onStage(stage);
    });
    await working;
    return listener;
}
async function run(env, ...args) {
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: "inherit" });
    const [code] = await once(child, "exit");
    if (code !== 0)
        throw new Error(`cautery ${args.join(" ")} ended with ${code}`);
}
async function end(child) {
    const exited = once(child, "exit");
    if (child.kill())
        await exited;
}
/** Time, and CPU of each process, since it was asked last. */
function stopwatch(pids) {
    const read = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));
    let at = performance.now();
    let cpu = read();
    return (name) => {
        const [now, used] = [performance.now(), read()];
        const stage = {
            name,
            seconds: (now - at) / 1000,
            cpu: Object.fromEntries(Object.keys(pids).map((each) => [each, used[each] - cpu[each]])),
        };
        [at, cpu] = [now, used];
        return stage;
    };
}
/** User and system time, with all threads (fields 14 and 15 of /proc/PID/stat). */
function cpuSeconds(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
function peakMb(pid) {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}
function print(events, stages, pids) {
    const perSecond = (seconds) => formatCount(Math.round(events / seconds));
    const merged = stages[0].seconds + stages[1].seconds;
    console.log(`applied: ${perSecond(stages[0].seconds)} events/s; merged into accounts and read back: ${perSecond(merged)} events/s`);
    const names = Object.keys(pids);
    const rows = stages.map(({ name, seconds, cpu }) => [name, seconds.toFixed(2), ...names.map((each) => cpu[each].toFixed(2))]);
    const peaks = ["peak MB", "", ...names.map((name) => formatCount(Math.round(peakMb(pids[name]))))];
    console.log(formatTable([["stage", "seconds", ...names.map((name) => `${name} CPU s`)], ...rows, peaks]));
}
//# sourceMappingURL=services.js.map