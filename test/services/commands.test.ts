/**
 * The commands of the services, on real ones: a live stream is applied while it goes on, a job that cannot succeed can be mended and
 * replayed, a worker drains.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { bullMqQueue } from "../../src/adapters/queue/bullmq.js";
import { openStore } from "../../src/adapters/services.js";
import type { ServiceStore } from "../../src/ports/services.js";
import { cautery } from "../cli/command.js";
import { describeWith, lease } from "../setup/lease.js";
import { end, Fleet, write } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");
const SOON = { timeout: 60_000, interval: 100 };

const event = (i: number) => JSON.stringify({ type: "signup", id: `e${i}`, time: "2026-01-05T00:00:00Z", account: `a${i}` });

describeWith(
  [redis, neo4j],
  "the commands of the services",
  () => {
    const fleet = new Fleet(redis, neo4j);
    let store: ServiceStore;
    beforeEach(async () => {
      await fleet.renew();
      ({ store } = await openStore(fleet.env));
    }, 120_000);
    afterEach(() => store.close());
    afterAll(() => fleet.close());

    it("`ingest -` has what it read applied while it goes on, and leaves no raw event behind", async () => {
      fleet.start("worker", "ingest");
      const live = fleet.start("ingest", "-", "--wait");
      live.stdin?.write(`${event(1)}\n${event(2)}\n{"type":`);
      await expect.poll(async () => (await store.counts()).accepted, SOON).toBe(2);
      expect(live.exitCode).toBeNull();
      live.stdin?.end('"nonsense"}');
      const [code] = await once(live, "exit");
      expect(code).toBe(0);
      expect(await store.counts()).toMatchObject({ events: 3, accepted: 2, quarantined: 1 });
      expect(readdirSync(fleet.env.CAUTERY_SPOOL as string)).toEqual([]);
    });

    it("what a producer had read when it was killed is applied all the same", async () => {
      const live = fleet.start("ingest", "-");
      const exited = once(live, "exit");
      live.stdin?.write(`${event(1)}\n${event(2)}\n`);
      await expect
        .poll(async () => (await store.announced()).map(({ size }) => size), SOON)
        .toEqual([Buffer.byteLength(`${event(1)}\n${event(2)}\n`)]);
      live.kill("SIGKILL");
      await exited;
      fleet.start("worker", "ingest");
      await expect.poll(async () => (await store.counts()).accepted, SOON).toBe(2);
    });

    it("a job that cannot succeed is told, listed, and replayed once its cause is mended", async () => {
      const path = write(join(fleet.dir, "events.ndjson"), [event(1)]);
      await fleet.run("ingest", path);
      renameSync(path, `${path}.away`);
      fleet.start("worker", "ingest");
      await expect.poll(() => fleet.run("dead-letters"), SOON).toContain("does not exist");
      const [letter] = (await fleet.run("dead-letters", "list"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(letter).toMatchObject({ queue: "ingest", data: { source: path } });
      expect(existsSync(path)).toBe(false);

      renameSync(`${path}.away`, path);
      expect(await fleet.run("dead-letters", "replay")).toBe("1 replayed\n");
      await expect.poll(async () => (await store.counts()).accepted, SOON).toBe(1);
      expect(await fleet.run("dead-letters")).toBe("");
    });

    it("a worker tells of a job that fails with where it failed, as lines of JSON, and of no password", async () => {
      const url = new URL(redis.url);
      url.password ||= "s3cret-password";
      const worker = fleet.startWith({ REDIS_URL: url.href }, "worker", "communities");
      let said = "";
      worker.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      const queue = bullMqQueue(redis.url, { prefix: fleet.env.CAUTERY_REDIS_PREFIX });
      await queue.add("communities", { id: "of another version", data: { run: 7 } });
      await expect.poll(() => said, SOON).toContain("dead letter");
      const lines = said.split("\n").filter((line) => line.startsWith("{"));
      const line = lines.map((line) => JSON.parse(line)).find(({ level }) => level === "error");
      expect(line).toMatchObject({ queue: "communities", job: "of another version", tries: 1 });
      expect(line.error).toMatchObject({ class: "PermanentError", outlook: "permanent" });
      expect(line.error.stack).toMatch(/workers\/communities\.js:\d+[\s\S]*caused by: .*Zod/);
      expect(said).not.toContain(url.password);
      const [letter] = await queue.deadLetters();
      expect(letter.stack).toContain("workers/communities.js");
      await queue.close(0);
    });

    it.each(["CAUTERY_RECLUSTER_EVERY_MS", "CAUTERY_RECLUSTER_QUIET_MS"])("a worker with a wrong %s says so, and ends", async (name) => {
      const { code, stderr } = await cautery(["worker", "all"], { ...fleet.env, [name]: "abc" });
      expect(stderr).toMatch(new RegExp(`${name} is "abc": give milliseconds, such as \\d+`));
      expect(code).toBe(2);
    });

    it("a clustering says in its worker's log where Redis is away", async () => {
      const dist = new URL("../../dist/", import.meta.url);
      const program = write(join(fleet.dir, "cluster.mjs"), [
        `const { inThread } = await import("${new URL("src/threads/once.js", dist)}");`,
        "const lost = new AbortController().signal;",
        `await inThread(new URL("${new URL("workers/recluster-thread.js", dist)}"), "cluster", { form: "json" }, { lost });`,
      ]);
      const env = { ...process.env, ...fleet.env, REDIS_URL: "redis://127.0.0.1:1" };
      const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      await expect.poll(() => said, SOON).toMatch(/"queue":"recluster".*Redis is away/);
      await end(child, "SIGKILL");
    });

    it("`recluster --wait` ends with the failure of a clustering that a fault stops, and says what it was", async () => {
      const queue = bullMqQueue(redis.url, { prefix: fleet.env.CAUTERY_REDIS_PREFIX, backoffMs: 10 });
      queue.work("recluster", async () => {
        throw new TypeError("Cannot read properties of undefined (reading 'subarray')");
      });
      const { code, stderr } = await cautery(["recluster", "--wait"], fleet.env);
      expect(code).toBe(1);
      expect(stderr).toContain("the clustering failed: Cannot read properties of undefined (reading 'subarray')");
      await queue.close(0);
    });

    it("`export` before any clustering says what to do first", async () => {
      const { code, stderr } = await cautery(["export", "--out", join(fleet.dir, "out")], fleet.env);
      expect(code).toBe(1);
      expect(stderr).toContain("cautery recluster --wait");
    });

    // a server that is somebody's may have the plugin
    it.skipIf(neo4j.lasting !== null)(
      "`communities --engine gds` and `doctor` say where Graph Data Science is missing, and how to get it",
      async () => {
        const edges = write(join(fleet.dir, "edges.csv"), ["a,b,1"]);
        const { code, stderr } = await cautery(["communities", edges, "--out", join(fleet.dir, "out.csv"), "--engine", "gds"], fleet.env);
        expect(code).toBe(1);
        expect(stderr).toMatch(/no Graph Data Science: install the plugin .*NEO4J_PLUGINS/);
        expect((await cautery(["doctor"], fleet.env)).stdout).toMatch(/- +Neo4j Graph Data Science: not installed/);
      },
    );

    it("a worker that is told to end ends in order", async () => {
      const worker = fleet.start("worker", "all");
      await fleet.run("ingest", write(join(fleet.dir, "more.ndjson"), [event(3)]), "--wait");
      const exited = once(worker, "exit");
      worker.kill("SIGTERM");
      expect(await exited).toEqual([0, null]);
    });
  },
  180_000,
);
