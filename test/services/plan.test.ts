/** The same world, clustered in a data folder and by the services -> plans of it: the same bytes, and so one hash to sign. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { openStore } from "../../src/adapters/services.js";
import { lookAgain } from "../../src/app/enforcement/lookout.js";
import { type Planned, planSuspension } from "../../src/app/enforcement/plan.js";
import { keyCheck } from "../../src/indicator/normalise/pseudonym.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import type { GraphStore } from "../../src/ports/store.js";
import { request } from "../app/enforcement/store.js";
import { describeWith, lease } from "../setup/lease.js";
import { Fleet, worldIn } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");

describeWith(
  [redis, neo4j],
  "a plan",
  () => {
    let fleet: Fleet;
    beforeAll(() => {
      fleet = new Fleet(redis, neo4j);
    });
    afterAll(() => fleet.close());

    /** Of all fraudulent clusters. */
    const planned = async (store: GraphStore): Promise<Planned> => {
      const clusters = (await store.clusters({ disposition: "fraudulent", limit: 1000 })).map(({ id }) => id);
      const policy = checkPolicy({ sample: { share: 1, most: 5 }, protect_older_days: 20 });
      const plan = await planSuspension({ store }, request({ clusters, policy, tracers: 3, minConfidence: 0.5 }));
      const { skip, newcomers } = await lookAgain(store, plan.plan);
      expect([skip.size, newcomers]).toEqual([0, []]);
      return plan;
    };

    it("of the same world has the same hash embedded and on services", async () => {
      await fleet.renew();
      const world = await worldIn(fleet.dir, { accounts: 600, pieces: 4 });
      const data = join(fleet.dir, "data");
      await fleet.run("run", world.all, "--operators", world.operators, "--data", data, "--out", join(fleet.dir, "out"));
      const embedded = duckDbStore(data);
      await embedded.open(keyCheck(readFileSync(fleet.env.CAUTERY_KEY_FILE as string)));
      const here = await planned(embedded).finally(() => embedded.close());

      fleet.start("worker", "all");
      await fleet.run("ingest", ...world.parts.toReversed(), "--operators", world.operators, "--wait");
      await fleet.run("recluster", "--wait");
      await fleet.run("recluster", "--wait"); // another run that finds the same
      const { store } = await openStore(fleet.env);
      const there = await planned(store).finally(() => store.close());

      expect(there.plan).toEqual(here.plan);
      expect(there.hash).toBe(here.hash);
      expect(here.plan.accounts.count).toBeGreaterThan(20);
      expect(here.plan.clusters.length).toBeGreaterThan(1);
    });
  },
  300_000,
);
