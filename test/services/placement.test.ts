/**
 * An account that signs up on a live stream is placed by the workers, explained by `cautery resolve`, and forgotten by the next clustering,
 * which decides from the events alone.
 */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "../../src/adapters/services.js";
import type { Placement } from "../../src/model/placement.js";
import type { ServiceStore } from "../../src/ports/services.js";
import { wholeRun } from "../contracts/whole-run.js";
import { connectForTests, describeWith, lease } from "../setup/lease.js";
import { end, Fleet, read, worldIn, write } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");
const SOON = { timeout: 60_000, interval: 50 };

interface Signup {
  type: string;
  account: string;
  payment?: object;
  client?: { device?: string };
  network?: object;
}

describeWith(
  [redis, neo4j],
  "an account that comes after a clustering",
  () => {
    let fleet: Fleet;
    let world: Awaited<ReturnType<typeof worldIn>>;
    let store: ServiceStore;
    /** A cluster, and a sign-up that shares card, device and address with one of its accounts. */
    let cluster: { id: string; accounts: readonly string[] };
    let model: Signup;
    /** The cluster that the first of its copies is in after the next clustering. */
    let now: string;

    beforeAll(async () => {
      fleet = new Fleet(redis, neo4j);
      world = await worldIn(fleet.dir, { accounts: 400, pieces: 1 });
      await fleet.renew();
      ({ store } = await openStore(fleet.env));
      fleet.start("worker", "ingest", "recluster");
      await fleet.run("ingest", world.all, "--wait");
      await fleet.run("recluster", "--wait");
      const clusters = (await wholeRun(store))?.clusters ?? [];
      const signups = readFileSync(world.all, "utf8")
        .split("\n")
        .filter((line) => line.startsWith('{"type":"signup"') && line.endsWith("}"));
      const models = new Map(
        signups
          .map((line) => JSON.parse(line) as Signup)
          .filter(({ payment, client }) => payment && client?.device)
          .map((each) => [each.account, each]),
      );
      cluster = clusters.find(({ accounts }) => accounts.some((account) => models.has(account)))!;
      model = models.get(cluster.accounts.find((account) => models.has(account))!)!;
    }, 300_000);
    afterAll(async () => {
      await store.close();
      await fleet.close();
    });

    const copy = (account: string) => {
      const { payment, client, network } = model;
      return `${JSON.stringify({ type: "signup", id: `of ${account}`, time: "2026-06-20T08:00:00Z", account, payment, client, network })}\n`;
    };
    const resolved = async (account: string) => JSON.parse(await fleet.run("resolve", account, "--json"));
    /** Until it is placed, where the others are. */
    const clusterOf = (placement: Placement | null) => (placement === null ? now : placement.cluster);
    const standing = async () => JSON.stringify(await wholeRun(store));
    const provisional = async () => {
      const driver = connectForTests(neo4j.url);
      const { records } = await driver.executeQuery(
        "MATCH (a:Account)-[m:MEMBER_OF {provisional: true}]->(c:Cluster) RETURN a.id + ' in ' + c.id AS line, m.bits > 0 AS tied ORDER BY line",
      );
      await driver.close();
      return records.map((record) => `${record.get("line")}${record.get("tied") ? "" : " by nothing"}`);
    };

    it("is placed though its job was lost, or nobody was at work when it came", async () => {
      await fleet.run("ingest", write(join(fleet.dir, "lost.ndjson"), [copy("later-3").trim()]), "--wait");
      expect(await store.placement("later-3")).toBeNull();
      expect(await resolved("later-3"), "it is placed for who asks").toMatchObject({ cluster: cluster.id });
      fleet.env.CAUTERY_REDIS_PREFIX += "-lost";
      fleet.start("worker", "all");
      await expect.poll(async () => (await store.placement("later-3"))?.cluster, SOON).toBe(cluster.id);
    });

    it("is in its cluster while the stream goes on, and the next clustering decides anew", async () => {
      const live = fleet.start("ingest", "-", "--wait");
      live.stdin?.write(copy("later-1"));
      await expect.poll(async () => (await store.placement("later-1"))?.cluster, SOON).toBe(cluster.id);
      live.stdin?.write(copy("later-2"));
      await expect.poll(async () => (await store.placement("later-2"))?.cluster, SOON).toBe(cluster.id);
      expect(live.exitCode).toBeNull();
      const found = await resolved("later-2");
      expect(found).toMatchObject({ account: "later-2", cluster: cluster.id });
      expect(found.probability).toBeGreaterThan(0.9);
      expect(await provisional()).toEqual(expect.arrayContaining([`later-1 in ${cluster.id}`, `later-2 in ${cluster.id}`]));
      expect(await standing(), "a clustering alone changes it").not.toContain("later-1");
      live.stdin?.end();
      await once(live, "exit");

      await fleet.run("recluster", "--wait");
      const later = write(join(fleet.dir, "live.ndjson"), [copy("later-1").trim(), copy("later-2").trim()]);
      await fleet.run("run", world.all, join(fleet.dir, "lost.ndjson"), later, "--out", join(fleet.dir, "alone"));
      expect(withoutIds((await fleet.export()).clusters)).toEqual(withoutIds(read(join(fleet.dir, "alone")).clusters));
      expect(await store.placement("later-1")).toBeNull();
      expect(await provisional()).toEqual([]);
      const decided = await resolved("later-1");
      expect(decided.placed_at).toBeNull();
      expect(decided.cluster).not.toBeNull();
    });

    it("is kept out by a never-link, whatever it shares", async () => {
      const before = write(join(fleet.dir, "before.ndjson"), [copy("later-4").trim()]);
      await fleet.run("ingest", before, "--wait");
      now = (await resolved("later-1")).cluster;
      await fleet.run("judge", "link", "later-4", "later-1", "reject", "--reason", "known to be another's");
      const event = { type: "update", id: "more of later-4", time: "2026-06-20T09:00:00Z", account: "later-4", name: "Ana Lima" };
      await fleet.run("ingest", write(join(fleet.dir, "parted.ndjson"), [JSON.stringify(event), copy("later-5").trim()]), "--wait");
      await expect.poll(async () => (await store.placement("later-5"))?.cluster, SOON).toBe(now);
      await expect.poll(async () => clusterOf(await store.placement("later-4")), SOON).not.toBe(now);
      const shown = await provisional();
      expect(shown).toContain(`later-5 in ${now}`);
      expect(shown).not.toContain(`later-4 in ${now}`);
    });

    it("stays placed, and the clusters that stood stand, where a clustering dies; the next worker clusters", async () => {
      await fleet.stop();
      const before = await standing();
      const worker = fleet.start("worker", "recluster");
      const lines = createInterface({ input: worker.stderr! });
      const clustering = new Promise<void>((resolve) => lines.on("line", (line) => line.includes('"stage":"communities"') && resolve()));
      await fleet.run("recluster");
      await clustering;
      await end(worker, "SIGKILL");
      expect(await standing()).toBe(before);
      expect((await store.placement("later-5"))?.cluster).toBe(now);
      fleet.start("worker", "recluster");
      await expect.poll(standing, SOON).toContain("later-5");
      expect(await store.placement("later-5")).toBeNull();
    });
  },
  300_000,
);

/** Ids tell when a cluster was first found. */
const withoutIds = (clusters: string) =>
  clusters
    .split("\n")
    .map((line) => line.replace(/^{"cluster":"[^"]+",/, ""))
    .sort();
