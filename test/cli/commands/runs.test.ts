/** What is asked of a history of runs at the command line: `runs`, `runs prune`, `show --run`, `resolve`, `export`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFolder } from "../../../src/adapters/folder.js";
import { clusterLine } from "../../../src/contract/cluster.js";
import type { ClusterRun } from "../../../src/model/run.js";
import { exampleRun } from "../../contracts/graph-store.js";
import { cautery } from "../command.js";

const DAY = 86_400_000;
const TODAY = Date.UTC(2020, 0, 10); // long ago: `runs prune` reckons from now
const runs: ClusterRun[] = [
  { ...exampleRun({ "c-1": ["a", "b"], "c-2": ["d", "e"] }), changes: [{ type: "born", cluster: "c-1", from: [] }] },
  { ...exampleRun({ "c-1": ["a", "b", "x"], "c-2": ["d", "e"] }), changes: [{ type: "grown", cluster: "c-1", from: [] }] },
  {
    ...exampleRun({ "c-1": ["a", "b", "d", "e", "x"] }),
    changes: [{ type: "merged", cluster: "c-1", from: ["c-2"] }],
    otherAttributeKeys: 7,
  },
];
let dir: string;
const call = (...args: string[]) => cautery([...args, "--data", join(dir, "data")], { CAUTERY_KEY_FILE: join(dir, "key") });
const rows = (stdout: string) =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-history-"));
  const { store } = await openFolder(join(dir, "data"), {}, { CAUTERY_KEY_FILE: join(dir, "key") });
  for (const [i, run] of runs.entries()) await store.saveRun(run, { at: TODAY + (i === 0 ? 0 : DAY + i), ledger: i + 1 });
  await store.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("cautery show", () => {
  it("shows a cluster as it was in a run, and as it is without one", async () => {
    expect(rows((await call("show", "c-1", "--json", "--run", "1")).stdout)).toMatchObject([{ cluster: "c-1", accounts: ["a", "b"] }]);
    expect(rows((await call("show", "c-1", "--json")).stdout)).toMatchObject([{ accounts: ["a", "b", "d", "e", "x"] }]);
  });

  it("follows an id that was taken over to today's cluster, but not within a run", async () => {
    expect(rows((await call("show", "c-2", "--json")).stdout)).toMatchObject([{ cluster: "c-1" }]);
    expect(rows((await call("show", "c-2", "--json", "--run", "2")).stdout)).toMatchObject([{ cluster: "c-2", accounts: ["d", "e"] }]);
    const { code, stderr } = await call("show", "c-2", "--run", "3");
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("`cautery show --run 3` lists those there were") });
  });

  it("lists the clusters of a run, as text or as the contract's lines", async () => {
    const lines = runs[1].clusters.map((cluster) => `${clusterLine(cluster)}\n`).join("");
    expect((await call("show", "--json", "--run", "2")).stdout).toBe(lines);
    expect((await call("show", "--json", "--run", "2", "--min-size", "3")).stdout).toBe(
      lines.split("\n").slice(0, 1).concat("").join("\n"),
    );
    const { stdout } = await call("show", "--run", "2");
    expect(stdout).toMatch(/c-1[\s\S]*c-2/);
    expect((await call("show")).stdout).not.toContain("c-2");
  });

  it("says so where a run is not kept", async () => {
    const { code, stderr } = await call("show", "--run", "9");
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no run 9 is kept: `cautery runs` lists those there are"),
    });
  });
});

describe("cautery resolve", () => {
  it("finds the cluster of an account, and what became of an id, with nothing but the rows of the run", async () => {
    expect(rows((await call("resolve", "d", "--json")).stdout)).toMatchObject([{ account: "d", cluster: "c-1" }]);
    expect(rows((await call("resolve", "c-2", "--json")).stdout)).toEqual([{ cluster: "c-2", now: ["c-1"] }]);
  });
});

describe("cautery export", () => {
  it("writes the three files of a data folder", async () => {
    const out = join(dir, "out");
    expect((await call("export", "--out", out)).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(["clusters.ndjson", "quarantine.ndjson", "summary.json"]);
    expect(readFileSync(join(out, "clusters.ndjson"), "utf8")).toBe(
      runs[2].clusters.map((cluster) => `${clusterLine(cluster)}\n`).join(""),
    );
    expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toMatchObject({
      accounts: 5,
      other_attribute_keys: 7,
      clusters: 1,
    });
  });

  it("writes the tables as Parquet beside them", async () => {
    const out = join(dir, "it's parquet");
    expect((await call("export", "--format", "parquet", "--out", out)).code).toBe(0);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(["clusters.ndjson", "clusters.parquet", "evidence.parquet", "runs.parquet"]));
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll("SELECT cluster, accounts, score FROM read_parquet($1)", [join(out, "clusters.parquet")]);
    expect(reader.getRowObjects()).toEqual([{ cluster: "c-1", accounts: 5n, score: 0.1 + 0.2 }]);
    connection.closeSync();
    instance.closeSync();
  });

  it("says that Parquet is of a data folder alone", async () => {
    const { code, stderr } = await cautery(["export", "--format", "parquet", "--out", join(dir, "none")], {
      NEO4J_URI: "neo4j://nowhere:1",
    });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("give --data DIR") });
  });
});

describe("cautery runs", () => {
  it("lists the runs, the newest first, with what changed", async () => {
    const listed = rows((await call("runs", "--json")).stdout);
    expect(listed.map(({ run, at, clusters, changes }) => [run, at, clusters, changes.joined, changes.merged])).toEqual([
      [3, new Date(TODAY + DAY + 2).toISOString(), 1, 0, 1],
      [2, new Date(TODAY + DAY + 1).toISOString(), 2, 1, 0],
      [1, new Date(TODAY).toISOString(), 2, 4, 0],
    ]);
    expect((await call("runs")).stdout).toMatch(/1 grown, 1 joined/);
  });

  it("drops what is old but the last of each day", async () => {
    expect((await call("runs", "prune", "--days", "30")).stdout).toBe("1 run dropped\n");
    expect(rows((await call("runs", "--json")).stdout).map(({ run }) => run)).toEqual([3, 1]);
    expect(rows((await call("show", "c-1", "--json", "--run", "1")).stdout)).toMatchObject([{ accounts: ["a", "b"] }]);
    expect((await call("show", "--run", "2")).stderr).toMatch(/no run 2 is kept: `cautery runs` lists those there are$/m);
    expect((await call("runs")).stdout).toMatch(/1 merged \(since run 2, which is no longer kept\)$/m);
    expect((await call("runs", "prune", "--days", "30")).stdout).toBe("0 runs dropped\n");
  });
});
