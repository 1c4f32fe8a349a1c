/**
 * Runs as Neo4j keeps them: the graph that analysts see follows by what differs, what dies is swept, and what does not change takes no
 * room.
 */
import fc from "fast-check";
import { afterAll, beforeEach, expect, it } from "vitest";
import { connectNeo4j, type Neo4jClient } from "../../../src/adapters/neo4j/client.js";
import { runs as runsIn } from "../../../src/adapters/neo4j/runs/runs.js";
import { neo4jStore } from "../../../src/adapters/neo4j/store.js";
import { TransientError } from "../../../src/errors.js";
import type { ClusterRun } from "../../../src/model/run.js";
import { exampleRun, KEY_CHECK, made } from "../../contracts/graph-store.js";
import { histories } from "../../contracts/random-runs.js";
import { wholeRun } from "../../contracts/whole-run.js";
import { connectForTests, describeWith, lease, wipe } from "../../setup/lease.js";

const neo4j = await lease("neo4j");
const { NEO4J_USERNAME: username = "neo4j", NEO4J_PASSWORD: password = "neo4j" } = process.env;

describeWith(
  [neo4j],
  "runs in Neo4j",
  () => {
    const address = { uri: neo4j.url, username, password, patienceMs: 5_000 };
    const store = neo4jStore(address);
    const client = connectNeo4j(address);
    const driver = connectForTests(neo4j.url);
    const ask = async (query: string) => (await driver.executeQuery(query)).records.map((record) => record.toObject());
    /** Nodes of these labels. */
    const count = async (...labels: string[]) => Number((await ask(`MATCH (n:${labels.join("|")}) RETURN count(n) AS n`))[0].n);
    const renew = async () => {
      await wipe(neo4j.url);
      await store.open(KEY_CHECK);
    };
    beforeEach(renew);
    afterAll(async () => {
      await store.close();
      await client.close();
      await driver.close();
    });

    /** All that an analyst sees, but for when a cluster changed, and for accounts that are bound by nothing. */
    const shown = async () =>
      (
        await ask(`
          MATCH (n:Cluster|Indicator) RETURN labels(n)[0] + coalesce(n.id, n.kind + n.value) AS at, n {.*, shownIn: null} AS what, null AS to
          UNION ALL
          MATCH (a:Account|Cluster)-[r]->(b) RETURN a.id + type(r) AS at, properties(r) AS what, coalesce(b.id, b.kind + b.value) AS to`)
      )
        .map((row) => JSON.stringify(row))
        .sort();
    const saved = async (...runs: ClusterRun[]) => {
      for (const run of runs) await store.saveRun(run, made);
    };

    it("show after any history what they show of its last run alone", async () => {
      await fc.assert(
        fc.asyncProperty(histories(4), async (runs) => {
          await renew();
          await saved(...runs);
          const followed = await shown();
          await renew();
          await saved(runs.at(-1)!);
          expect(followed).toEqual(await shown());
        }),
        { numRuns: 5, seed: 7 },
      );
    }, 300_000);

    it("show of a benign cluster a node that names its accounts, and what binds them for as long as it is not benign", async () => {
      const guilty = exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"] });
      const innocent = { ...guilty, clusters: guilty.clusters.map((each) => ({ ...each, disposition: "benign" as const })) };
      const bound = async () =>
        [
          ...(await ask("MATCH (c:Cluster) UNWIND c.accounts AS account RETURN c.id + ' names ' + account AS line ORDER BY line")),
          ...(await ask("MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS line ORDER BY line")),
        ].map(({ line }) => line);
      const names = ["c-1 names a", "c-1 names b", "c-2 names x", "c-2 names y"];
      await saved(innocent);
      expect(await bound()).toEqual(names);
      await saved(guilty);
      expect(await bound()).toEqual([...names, "ATTRIBUTED_TO", "LINKED_TO", "MEMBER_OF", "SEEN_WITH"]);
      await saved(innocent);
      expect(await bound()).toEqual(names);
    });

    it("are shown anew where an earlier version of cautery has shown them in its way", async () => {
      const run = exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"] });
      const innocent = { ...run, clusters: run.clusters.map((each) => ({ ...each, disposition: "benign" as const })) };
      await saved(run);
      await ask(
        "MATCH (c:Cluster) SET c.changedIn = 1, c.accounts = null, c.shownIn = null WITH c MATCH (r:Run {id: 'current'}) SET r.shown = 1, r.shownRun = null",
      );
      await saved(innocent);
      expect(await ask("MATCH (c:Cluster) RETURN c.accounts AS accounts, c.changedIn AS mark ORDER BY c.id")).toEqual([
        { accounts: ["a", "b"], mark: null },
        { accounts: ["x", "y"], mark: null },
      ]);
      expect(await ask("MATCH ()-[r]->() RETURN type(r) AS type")).toEqual([]);
    });

    it("are shown in full again by the next run where the graph was changed in part, as by a process that died", async () => {
      const [first, second] = [
        exampleRun({ "c-1": ["a", "b", "c"], "c-2": ["x", "y"] }),
        exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"] }),
      ];
      await saved(second);
      const whole = await shown();
      await renew();
      await saved(first);
      await ask("MATCH (:Account {id: 'x'})-[l:LINKED_TO]->() DELETE l");
      await ask("MATCH (c:Cluster {id: 'c-2'}) REMOVE c.shownIn WITH c MATCH (r:Run {id: 'current'}) REMOVE r.shownRun");
      await saved(second);
      expect(await shown()).toEqual(whole);
    });

    it("are not read before they are current, and what was written for one that died goes when the next is saved", async () => {
      const run = exampleRun({ "c-1": ["a", "b"] });
      await saved(run);
      await ask(`
        CREATE (:ClusterVersion {cluster: 'c-1', since: 2}), (:ClusterVersion {cluster: 'c-9', since: 2, data: 'of one that died'}),
               (:LinkPage {cluster: 'c-1', since: 2, seq: 1}), (:Page {book: 'b', seq: 0, since: 2})
        WITH * UNWIND range(0, 4095) AS bucket CREATE (:MemberPage {bucket: bucket, since: 2, data: 'of one that died'})`);
      expect(await wholeRun(store)).toEqual(run);
      expect(await store.clusterOf("a")).toBe("c-1");
      expect(await store.hadCluster("c-9")).toBe(false);
      await saved(run);
      expect(await wholeRun(store)).toEqual(run);
      expect(await ask("MATCH (n) WHERE n.since > 1 RETURN labels(n) AS labels")).toEqual([]);
    });

    it("lets one of those that save at once through, and the others say that they came too late", async () => {
      const runs = [1, 2, 3].map((i) => exampleRun({ [`c-${i}`]: ["a", "b"] }));
      const outcomes = await Promise.allSettled(runs.map((run) => store.saveRun(run, made)));
      const through = outcomes.flatMap((outcome, i) => (outcome.status === "fulfilled" ? [[outcome.value.number, i]] : []));
      for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(TransientError);
      expect(through.length).toBeGreaterThan(0);
      expect((await store.runs()).map(({ number }) => number)).toEqual(through.map(([number]) => number).sort((a, b) => b - a));
      for (const [number, i] of through) expect(await wholeRun(store, number)).toEqual(runs[i]);
      const graph = await shown();
      const [, last] = through.sort(([a], [b]) => a - b).at(-1)!;
      await renew();
      await saved(runs[last]);
      expect(graph).toEqual(await shown());
    });

    /** Saves a run; when it is current and not shown yet, `meanwhile` happens. */
    const savedWhile = (run: ClusterRun, meanwhile: () => Promise<unknown>) => {
      const write: Neo4jClient["write"] = async (work) => {
        let current = false;
        const result = await client.write((tx) =>
          work((name, parameters) => {
            current ||= name.endsWith("/make-run-current");
            return tx(name, parameters);
          }),
        );
        if (current) await meanwhile();
        return result;
      };
      return runsIn({ ...client, write }).saveRun(run, made);
    };

    it("stand and are not shown where a later one became current meanwhile: the graph, and who was placed, are the later one's", async () => {
      const [earlier, later] = [
        exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"], "c-3": ["xx", "yy"] }),
        exampleRun({ "c-2": ["x", "y"] }),
      ];
      await saved(later);
      const whole = await shown();
      await renew();
      const placement = { account: "z", cluster: "c-2", together: [], bits: 3, ties: [], at: made.at };
      const { number } = await savedWhile(earlier, async () => {
        const { id } = await store.saveRun(later, made);
        await store.savePlacements(id, 1, [placement]);
      });
      expect(number).toBe(1);
      expect(await wholeRun(store, 1)).toEqual(earlier);
      expect(await store.placement("z")).toMatchObject({ cluster: "c-2" });
      expect((await shown()).filter((row) => !row.includes("provisional"))).toEqual(whole);
      await saved(later);
      expect(await shown()).toEqual(whole);
    });

    it("stand and are shown by the next where another began to save meanwhile, and died", async () => {
      const run = exampleRun({ "c-1": ["a", "b"] });
      await saved(run);
      const whole = await shown();
      await renew();
      await savedWhile(run, () => ask("MATCH (r:Run {id: 'current'}) SET r.saver = 'another'"));
      expect(await wholeRun(store)).toEqual(run);
      expect(await shown(), "the graph is another's to change").toEqual([]);
      await saved(run);
      expect(await shown()).toEqual(whole);
    });

    it("take a node each where nothing changed, and the index of the current one alone", async () => {
      const run = exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"] });
      const index = new Uint8Array(3_000_000);
      await store.saveRun(run, { ...made, index });
      const [all, pages] = [await count("ClusterVersion", "LinkPage", "MemberPage", "Run"), await count("Page")];
      await store.saveRun(run, { ...made, index });
      await store.saveRun(run, { ...made, index });
      expect(await count("ClusterVersion", "LinkPage", "MemberPage", "Run")).toBe(all + 2);
      expect(await count("Page")).toBe(pages);
    });

    it("leave nothing behind that no kept run shows, when they are pruned", async () => {
      const runs = [1, 2, 3, 4].map((i) => exampleRun({ "c-1": ["a", "b", `b${i}`], [`c-of-${i}`]: [`c${i}`, "d"], "c-2": ["x", "y"] }));
      for (const [day, run] of runs.entries()) await store.saveRun(run, { at: made.at + day, ledger: 1 });
      expect(await store.pruneRuns({ at: made.at + 86_400_000 * 9, keepDays: 0, named: new Set([1]) })).toEqual([2, 3]);
      expect(await ask("MATCH (n:ClusterVersion) RETURN n.cluster + ' ' + n.since AS at ORDER BY at")).toEqual(
        ["c-1 1", "c-1 4", "c-2 1", "c-of-1 1", "c-of-1 2", "c-of-2 3", "c-of-3 4", "c-of-4 4"].map((at) => ({ at })),
      );
      expect(await wholeRun(store, 1)).toEqual(runs[0]);
      expect(await wholeRun(store, 4)).toEqual(runs[3]);
      expect(await count("Page"), "two directories, and the members of the current run").toBe(3);
    });

    it("of thousands of links are given back in order", async () => {
      const accounts = Array.from({ length: 6_000 }, (_, i) => `account ${i}`).sort();
      const run = exampleRun({ "c-1": accounts });
      await saved(run);
      expect(await wholeRun(store)).toEqual(run);
      expect(await count("LinkPage")).toBeGreaterThan(1);
    });

    it("in a database of an earlier form are refused, with what to do", async () => {
      await ask("MATCH (l:Ledger) REMOVE l.format");
      await expect(store.open(KEY_CHECK)).rejects.toThrow(/another version of cautery.*read the events again/);
      await renew();
    });
  },
  120_000,
);
