/** Communities by a real Graph Data Science: the same for edges in any order, connected, as good as ours alone, and nothing left behind. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ringQuality } from "../../bench/worlds/partition-quality.js";
import { plantedGraph } from "../../bench/worlds/planted-graph.js";
import { detectWithGds } from "../../src/adapters/neo4j/gds-communities.js";
import { neo4jAddress, openServices } from "../../src/adapters/services.js";
import { detect, LINK_FAINT, TRIM_SHARE } from "../../src/cluster/search/detect.js";
import { qualityOf } from "../../src/cluster/search/quality.js";
import { communitiesByJobs } from "../../workers/lots.js";
import { cautery } from "../cli/command.js";
import { allConnected, edgeList, shuffle } from "../cluster/search/graphs.js";
import { connectForTests, describeWith, lease, wipe } from "../setup/lease.js";
import { Fleet } from "./fleet.js";

const redis = await lease("redis");
const gds = await lease("gds");

describeWith(
  [redis, gds],
  "communities by Graph Data Science",
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "cautery-gds-"));
    });
    beforeEach(() => wipe(gds.url));
    afterAll(() => rmSync(folder, { recursive: true }));
    const address = neo4jAddress({ NEO4J_PASSWORD: "neo4j", ...process.env, NEO4J_URI: gds.url });
    const trim = 0.2;

    it("are the same for the same edges in any order, connected, and find the rings that the local engine finds", async () => {
      const planted = plantedGraph({ nodes: 6_000, seed: 4 });
      const found = await detectWithGds(address, planted.edges, { trim });
      expect(await detectWithGds(address, shuffle(planted.edges, 1), { trim })).toEqual(found);
      expect(allConnected(planted.edges, found.community)).toBe(true);
      const local = detect(planted.edges, { trim });
      expect(ringQuality(planted, found.community).smallRingsFound).toBeGreaterThanOrEqual(0.98);
      expect(ringQuality(planted, found.community).bcubed).toBeGreaterThan(ringQuality(planted, local.community).bcubed - 0.005);
      const codelength = ({ community }: typeof found) => qualityOf(planted.edges, community).codelength;
      expect(codelength(found) / codelength(local)).toBeLessThan(1.002);
    });

    it("of a graph without an edge that counts are its nodes", async () => {
      const edges = edgeList(3, [
        [0, 1, 0],
        [2, 2, 1],
      ]);
      expect((await detectWithGds(address, edges, { trim })).community).toEqual(Int32Array.of(0, 1, 2));
    });

    it("come from `cautery communities --engine gds`, in the file that the local engine would leave, and leave nothing in Neo4j", async () => {
      const [edges, out] = [join(folder, "edges.csv"), join(folder, "out.csv")];
      writeFileSync(edges, "source,target\nann,bob\nbob,cy\ncy,ann\ncy,dee\ndee,eve\neve,flo\nflo,dee\nzoe,zoe\n");
      const { code, stdout, stderr } = await cautery(["communities", edges, "--out", out, "--engine", "gds"], { NEO4J_URI: gds.url });
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(readFileSync(out, "utf8")).toBe("node,community\ncy,0\nann,0\nbob,0\ndee,1\neve,1\nflo,1\nzoe,2\n");
      expect(JSON.parse(stdout)).toMatchObject({ nodes: 7, edges: 8, communities: 3 });
      const driver = connectForTests(gds.url);
      const { records } = await driver.executeQuery(
        "CALL gds.graph.list() YIELD graphName RETURN graphName UNION MATCH (p:EdgePage) RETURN p.run AS graphName",
      );
      expect(records).toEqual([]);
      await driver.close();
    });

    it("are the same from a clustering of the services, in jobs", async () => {
      const fleet = new Fleet(redis, gds);
      const { edges } = plantedGraph({ nodes: 2_000, seed: 4 });
      const services = await openServices(fleet.env);
      const found = await communitiesByJobs(edges, services, { ...fleet.env, CAUTERY_ENGINE: "gds", CAUTERY_LOT_EDGES: "1" });
      expect(found).toEqual((await detectWithGds(address, edges, { trim: TRIM_SHARE, faint: LINK_FAINT })).community);
      await services.close();
      await fleet.close();
    });

    it("are told of by `cautery doctor`", async () => {
      const { stdout } = await cautery(["doctor"], { NEO4J_URI: gds.url, REDIS_URL: "" });
      expect(stdout).toMatch(/ok +Neo4j Graph Data Science: 2\.\d+/);
    });
  },
  120_000,
);
