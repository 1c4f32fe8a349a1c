/**
 * A graph searched by several workers at once, by way of Redis and Neo4j -> what one process finds, to the byte, whatever becomes of jobs
 * and workers.
 */
import { afterAll, beforeEach, expect, it } from "vitest";
import { Draw } from "../../bench/worlds/planted-graph.js";
import { openServices } from "../../src/adapters/services.js";
import { detect, LINK_FAINT, TRIM_SHARE } from "../../src/cluster/search/detect.js";
import type { EdgeList } from "../../src/cluster/search/graph.js";
import { TransientError } from "../../src/errors.js";
import type { LotStore } from "../../src/ports/services/lots.js";
import type { Services } from "../../src/ports/services.js";
import { communitiesByJobs } from "../../workers/lots.js";
import { edgeList } from "../cluster/search/graphs.js";
import { describeWith, lease } from "../setup/lease.js";
import { end, Fleet } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");

const WEBS = 12;

/** Each web a component, and large enough for a lot of its own. */
function webs(): EdgeList {
  const draw = new Draw(3);
  const edges: [number, number, number][] = [];
  for (let first = 0; first < 300 * WEBS; first += 300) {
    for (let i = 1; i < 300; i++) edges.push([first + i, first + draw.below(i), 0.5 + draw.unit()]);
    for (let k = 0; k < 600; k++) edges.push([first + draw.below(300), first + draw.below(300), 0.5 + draw.unit()]);
  }
  return edgeList(300 * WEBS, edges);
}

describeWith(
  [redis, neo4j],
  "a graph searched by jobs",
  () => {
    const fleet = new Fleet(redis, neo4j);
    const graph = webs();
    const whole = detect(graph, { trim: TRIM_SHARE, faint: LINK_FAINT }).community;
    let services: Services;
    let run = "";

    beforeEach(async () => {
      await fleet.renew();
      services = await openServices(fleet.env);
      return () => services.close();
    }, 120_000);
    afterAll(() => fleet.close());

    /** As the clustering's thread does, each web a lot; with another store or queue where a test has its own. */
    const search = (changed: { store?: Partial<LotStore>; queue?: Partial<Services["queue"]> } = {}) => {
      const { store, queue } = services;
      const layLot: LotStore["layLot"] = (name, lot, bytes) => {
        run = name;
        return store.layLot(name, lot, bytes);
      };
      const mine = { ...services, store: { ...store, layLot, ...changed.store }, queue: { ...queue, ...changed.queue } };
      return communitiesByJobs(graph, mine, { ...fleet.env, CAUTERY_LOT_EDGES: "1" });
    };
    const searched = async () => (await services.store.lots(run)).filter((lot) => lot.searched).length;
    const worker = () => fleet.ready("worker", "communities");

    it("gives what one process gives, with two workers, of which one is killed in mid-job", async () => {
      const [doomed] = await Promise.all([worker(), worker()]);
      let killed = false;
      const kill = async () => {
        killed = true;
        await end(doomed, "SIGKILL");
      };
      const claimLot: LotStore["claimLot"] = async (...claim) => {
        const done = await searched();
        if (done >= 3 && !killed) await kill();
        return done >= WEBS / 2 && services.store.claimLot(...claim); // this process leaves half of them to the workers
      };
      expect(await search({ store: { claimLot } })).toEqual(whole);
      expect(killed).toBe(true);
    });

    it("gives the same where every job is lost, and leaves nothing in the store", async () => {
      expect(await search({ queue: { add: async () => {} } })).toEqual(whole);
      expect(run).not.toBe("");
      expect(await services.store.lots(run)).toEqual([]);
      expect(await services.store.readLot(run, 0)).toBeNull();
    });

    it("gives the same where every job comes three times, and once more when all is over", async () => {
      await worker();
      const jobs: unknown[] = [];
      const add: Services["queue"]["add"] = async (queue, { id, data }) => {
        jobs.push(data);
        for (const time of [1, 2, 3]) await services.queue.add(queue, { id: `${id} ${time}`, data });
      };
      expect(await search({ queue: { add } })).toEqual(whole);
      expect(jobs.length).toBe(WEBS);
      for (const data of jobs) await services.queue.add("communities", { id: JSON.stringify(data), data });
      await expect.poll(() => services.queue.depth("communities"), { timeout: 60_000 }).toBe(0);
      expect(await services.queue.deadLetters()).toEqual([]);
      expect(await services.store.lots(run)).toEqual([]);
    });

    it("is given up where another clustering has begun", async () => {
      const claimLot: LotStore["claimLot"] = async () => {
        await services.store.dropOtherLots("another");
        return false;
      };
      await expect(search({ store: { claimLot } })).rejects.toThrow(TransientError);
    });
  },
  180_000,
);
