/**
 * `kill -9` of a worker, of Redis, of Neo4j and of `cautery run`, in mid-job at moments that a seed decides, then a restart: the same
 * bytes, nothing lost or counted twice.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/adapters/services.js";
import type { ServiceStore } from "../../src/ports/services.js";
import { crash, describeWith, lease } from "../setup/lease.js";
import { contentIn, contentOf, end, Fleet, type Found, read, seeded, worldIn } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");
const PIECES = 8;
const MINUTES = 60_000;

describe("what was found before anything was killed", () => {
  let fleet: Fleet;
  let world: Awaited<ReturnType<typeof worldIn>>;
  let undisturbed: Found;
  const random = seeded(20_260_105);

  beforeAll(async () => {
    fleet = new Fleet(redis, neo4j);
    world = await worldIn(fleet.dir, { accounts: 600, pieces: PIECES });
    await fleet.run(
      "run",
      ...world.parts,
      "--operators",
      world.operators,
      "--data",
      join(fleet.dir, "whole"),
      "--out",
      join(fleet.dir, "undisturbed"),
    );
    undisturbed = read(join(fleet.dir, "undisturbed"));
    expect(undisturbed.counts.accounts).toBeGreaterThan(500);
  }, 5 * MINUTES);
  afterAll(() => fleet.close());

  it("`cautery run` finds when it was killed again and again, and run once more", { timeout: 5 * MINUTES }, async () => {
    const [data, out] = [join(fleet.dir, "data"), join(fleet.dir, "out")];
    const args = ["run", ...world.parts, "--operators", world.operators, "--data", data, "--out", out];
    let killed = 0;
    for (let delayMs = 400; killed < 6; delayMs += 600 * random()) {
      const running = fleet.start(...args);
      const ended = once(running, "exit");
      await Promise.race([ended, pause(delayMs)]);
      if (running.exitCode !== null) break;
      await end(running, "SIGKILL");
      killed++;
    }
    expect(killed).toBeGreaterThan(0);
    await fleet.run(...args);
    expect(read(out)).toEqual(undisturbed);
    expect(await contentIn(data, fleet.env)).toBe(await contentIn(join(fleet.dir, "whole"), fleet.env));
  });

  describeWith(
    [redis, neo4j, { missing: redis.lasting }, { missing: neo4j.lasting }],
    "the services find",
    () => {
      let store: ServiceStore;
      beforeEach(async () => {
        await fleet.renew();
        ({ store } = await openStore(fleet.env));
      }, 2 * MINUTES);
      afterEach(() => store.close());

      /** Feeds the world and disturbs it each time that so many slices more are applied; `moments` of them. */
      const ingest = async (moments: number, disturb: () => Promise<unknown>) => {
        const done = fleet.run("ingest", ...world.parts, "--operators", world.operators, "--wait");
        done.catch(() => {}); // awaited below
        for (let moment = 0; moment < moments; moment++) {
          const slices = 1 + Math.floor(((moment + random()) * (PIECES - 2)) / moments);
          await expect.poll(() => store.ledger(), { timeout: 2 * MINUTES, interval: 50 }).toBeGreaterThanOrEqual(slices);
          await pause(50 * random());
          expect((await store.announced()).length, "it is in mid-job").toBeGreaterThan(0);
          await disturb();
        }
        await done;
      };

      it("when workers are killed while they apply, and while they cluster", async () => {
        fleet.env.CAUTERY_LOT_EDGES = "1"; // the graph goes out in jobs
        let worker: ChildProcess = fleet.start("worker", "all");
        const replace = async () => {
          await end(worker, "SIGKILL");
          worker = fleet.start("worker", "all");
        };
        await ingest(3, replace);
        const clustered = fleet.run("recluster", "--wait");
        await pause(400 * random());
        await replace();
        await clustered;
        expect(await fleet.export()).toEqual(undisturbed);
      });

      it("when Redis is killed", async () => {
        fleet.start("worker", "all");
        await ingest(2, () => crash("redis"));
        await fleet.run("recluster", "--wait");
        expect(await fleet.export()).toEqual(undisturbed);
        expect(await fleet.run("dead-letters")).toBe("");
      });

      it("when Neo4j is killed", async () => {
        fleet.start("worker", "all");
        await ingest(1, () => crash("neo4j"));
        const content = await contentOf(store);
        await fleet.run("recluster", "--wait");
        expect(await fleet.export()).toEqual(undisturbed);
        expect(await contentOf(store)).toBe(content);
      });

      it("when every job is lost", async () => {
        await fleet.run("ingest", ...world.parts, "--operators", world.operators);
        fleet.env.CAUTERY_REDIS_PREFIX += "-lost";
        fleet.start("worker", "all");
        await expect.poll(async () => (await store.announced()).length, { timeout: 2 * MINUTES, interval: 50 }).toBe(0);
        await fleet.run("recluster", "--wait");
        expect(await fleet.export()).toEqual(undisturbed);
      });
    },
    5 * MINUTES,
  );
});
