/** `cautery communities` on files -> the file it leaves, the line it ends with, and how it exits. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cautery } from "../command.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cautery-communities-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const TRIANGLES = "source,target,weight\nann,bob,1\nbob,cy,1\ncy,ann,1\ncy,dee,1\ndee,eve,1\neve,flo,1\nflo,dee,1\nzoe,zoe,1\n";

describe("cautery communities", () => {
  it("writes a community for each node, and ends with what it found and what it cost", async () => {
    const [edges, out] = [join(folder, "edges.csv"), join(folder, "out.csv")];
    writeFileSync(edges, TRIANGLES);
    const { code, stdout } = await cautery(["communities", edges, "--out", out]);
    expect(code).toBe(0);
    expect(readFileSync(out, "utf8")).toBe("node,community\ncy,0\nann,0\nbob,0\ndee,1\neve,1\nflo,1\nzoe,2\n");
    const summary = JSON.parse(stdout.trim().split("\n").at(-1)!);
    expect(summary).toMatchObject({ nodes: 7, edges: 8, communities: 3 });
    expect(summary.modularity).toBeCloseTo(6 / 7 - 1 / 2, 9);
    for (const key of ["codelength", "seconds", "cpu_s", "rss_mb", "kernel_cpu_s"]) expect(summary[key]).toBeGreaterThan(0);
  });

  it("leaves the same file on two threads, and for the rows in another order", async () => {
    const [edges, turned, out] = ["edges.csv", "turned.csv", "out.csv"].map((name) => join(folder, name));
    const [header, ...rows] = TRIANGLES.trim().split("\n");
    writeFileSync(edges, TRIANGLES);
    writeFileSync(turned, [header, ...rows.reverse()].join("\n"));
    const left: string[] = [];
    for (const args of [[edges], [edges, "--threads", "2"], [turned, "--threads", "2"]]) {
      expect((await cautery(["communities", ...args, "--out", out])).code).toBe(0);
      left.push(readFileSync(out, "utf8"));
    }
    expect(left).toEqual([left[0], left[0], left[0]]);
  });

  it("gives the same through Parquet, and by Louvain", async () => {
    const [edges, parquet, back] = [join(folder, "edges.csv"), join(folder, "out.parquet"), join(folder, "back.csv")];
    writeFileSync(edges, TRIANGLES);
    expect((await cautery(["communities", edges, "--out", parquet])).code).toBe(0);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe("PAR1");
    expect((await cautery(["communities", edges, "--out", back, "--algorithm", "louvain"])).code).toBe(0);
    expect(readFileSync(back, "utf8")).toBe("node,community\ncy,0\nann,0\nbob,0\ndee,1\neve,1\nflo,1\nzoe,2\n");
  });

  it.each([
    ["nowhere to write", ["EDGES"], 2, /--out/],
    ["an algorithm that is none", ["EDGES", "--out", "x", "--algorithm", "magic"], 2, /map-equation, louvain/],
    ["Louvain in Neo4j", ["EDGES", "--out", "x", "--engine", "gds", "--algorithm", "louvain"], 2, /--algorithm/],
    ["Louvain on threads", ["EDGES", "--out", "x", "--threads", "2", "--algorithm", "louvain"], 2, /--threads/],
    ["no thread", ["EDGES", "--out", "x", "--threads", "0"], 2, /from 1 to 64/],
    ["Neo4j nowhere", ["EDGES", "--out", "x", "--engine", "gds"], 2, /NEO4J_URI/],
    ["a file that is not there", ["/no/such/file.csv", "--out", "x"], 1, /no such file/],
  ])("says what is wrong with %s", async (_what, args, code, message) => {
    writeFileSync(join(folder, "edges.csv"), TRIANGLES);
    const given = args.map((arg) => (arg === "EDGES" ? join(folder, "edges.csv") : arg));
    const outcome = await cautery(["communities", ...given], { NEO4J_URI: "" });
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(message);
  });
});
