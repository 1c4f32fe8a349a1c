/**
 * The same events give the same bytes: on one machine or as services, in order or shuffled, whole or in pieces by several workers at once.
 */

import { once } from "node:events";
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openStore } from "../../src/adapters/services.js";
import { describeWith, lease } from "../setup/lease.js";
import { contentIn, contentOf, Fleet, type Found, read, seeded, worldIn, write } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");

describeWith(
  [redis, neo4j],
  "the services",
  () => {
    let fleet: Fleet;
    let world: Awaited<ReturnType<typeof worldIn>>;
    let embedded: Found;
    let content: string;

    beforeAll(async () => {
      fleet = new Fleet(redis, neo4j);
      world = await worldIn(fleet.dir, { accounts: 600, pieces: 4 });
      const data = join(fleet.dir, "data");
      const zone = "America/Sao_Paulo"; // the days must be the same, too
      fleet.env.CAUTERY_ZONE = zone;
      await fleet.run("run", world.all, "--operators", world.operators, "--zone", zone, "--data", data, "--out", join(fleet.dir, "out"));
      embedded = read(join(fleet.dir, "out"));
      content = await contentIn(data, fleet.env);
    }, 300_000);
    beforeEach(async () => {
      delete fleet.env.CAUTERY_LOT_EDGES;
      await fleet.renew();
    });
    afterAll(() => fleet.close());

    const contentOfServices = async () => {
      const { store } = await openStore(fleet.env);
      try {
        return await contentOf(store);
      } finally {
        await store.close();
      }
    };

    it("find what `cautery run` finds, byte for byte", async () => {
      fleet.start("worker", "all");
      await fleet.run("ingest", world.all, "--operators", world.operators, "--wait");
      await fleet.run("recluster", "--wait");
      expect(await fleet.export()).toEqual(embedded);
      expect(await contentOfServices()).toBe(content);
      expect(embedded.counts.accounts).toBeGreaterThan(500);
      expect(embedded.counts.duplicates).toBeGreaterThan(2);
      expect(embedded.quarantine.trim().split("\n").length).toBe(2);
    });

    it("find the same in shuffled events, in pieces, compressed and streamed, by several workers at once that search the graph together", async () => {
      const random = seeded(5);
      const shuffled = world.lines.map((line) => ({ line, at: random() })).sort((a, b) => a.at - b.at);
      const length = Math.ceil(shuffled.length / 4);
      const pieces = [0, 1, 2, 3].map((i) =>
        write(
          join(fleet.dir, `shuffled-${i}.ndjson`),
          shuffled.slice(i * length, (i + 1) * length).map(({ line }) => line),
        ),
      );
      writeFileSync(`${pieces[0]}.gz`, gzipSync(readFileSync(pieces[0])));

      fleet.env.CAUTERY_LOT_EDGES = "1"; // as many jobs as can be
      fleet.start("worker", "all");
      fleet.start("worker", "ingest", "communities");
      const live = fleet.start("ingest", "-", "--wait");
      createReadStream(pieces[1]).pipe(live.stdin as NodeJS.WritableStream);
      await fleet.run("ingest", `${pieces[0]}.gz`, pieces[2], pieces[3], "--operators", world.operators, "--wait");
      if (live.exitCode === null) await once(live, "exit");
      expect(live.exitCode).toBe(0);
      await fleet.run("recluster", "--wait");

      const found = await fleet.export();
      expect(found.clusters).toBe(embedded.clusters);
      expect(found.counts).toEqual(embedded.counts);
      expect(await contentOfServices()).toBe(content);
    });

    it("change nothing when they are fed the same again", async () => {
      fleet.start("worker", "all");
      await fleet.run("ingest", world.all, "--operators", world.operators, "--wait");
      await fleet.run("ingest", world.all, "--wait");
      await fleet.run("recluster", "--wait");
      expect(await fleet.export()).toEqual(embedded);
      await fleet.run("recluster", "--wait");
      expect(await fleet.export()).toEqual(embedded);
    });
  },
  300_000,
);
