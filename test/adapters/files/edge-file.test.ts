/** Files of edges with any names -> numbers and back, byte for byte. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEdges } from "../../../src/adapters/files/edge-file.js";
import { communitiesToParquet, edgesToCsv } from "../../../src/adapters/files/edge-file-parquet.js";
import { writeCommunities } from "../../../src/adapters/files/edge-file-writer.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cautery-edges-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string | Buffer) {
  const path = join(folder, "edges.csv");
  writeFileSync(path, text);
  const { edges, names, order } = readEdges(path);
  const nameOf = (node: number) => names.bytes.toString("utf8", names.start[order[node]], names.start[order[node] + 1]);
  return {
    nodes: Array.from({ length: edges.nodes }, (_, i) => nameOf(i)),
    edges: Array.from(edges.source, (source, e) => [nameOf(source), nameOf(edges.target[e]), edges.weight[e]]),
  };
}

describe("reading edges", () => {
  it("says which row is wrong among plain ones", () => {
    expect(() => read("1,2,3\n4,5,6\n7,,8\n")).toThrow("line 3: the row has a node without a name");
    expect(() => read("1,2,3\n4,5,6,7\n")).toThrow("line 2: the row has more columns");
  });

  it("tells thousands of names apart, numbers or not", () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i % 3 ? `${i * 7919}` : `n${i}`, `${i}`, 1] as const);
    const names = new Set(rows.flatMap(([a, b]) => [b, a]));
    const found = read(rows.map((row) => `${row.join()}\n`).join(""));
    expect(found.edges).toEqual(rows);
    expect(new Set(found.nodes)).toEqual(names);
    expect(found.nodes).toHaveLength(names.size);
  });

  it.each([
    ["a header", "source,target,weight\na,b,0.5\n", [["a", "b", 0.5]]],
    ["a header in other words", "from,to,w\na,b,0.5\n", [["a", "b", 0.5]]],
    [
      "no header",
      "a,b,0.5\nc,d,2\n",
      [
        ["a", "b", 0.5],
        ["c", "d", 2],
      ],
    ],
    ["no weights", "source,target\na,b\n", [["a", "b", 1]]],
    ["no line break at the end", "a,b,0.25", [["a", "b", 0.25]]],
    [
      "Windows line ends and blank lines",
      "a,b,1\r\n\r\nc,d,2\r\n\n",
      [
        ["a", "b", 1],
        ["c", "d", 2],
      ],
    ],
    ["a byte order mark", "\ufeffsource,target,weight\na,b,1\n", [["a", "b", 1]]],
    ["quoted names", '"a,""x""",b,1\n', [['a,"x"', "b", 1]]],
    [
      "weights with exponents",
      "a,b,1e-2\nc,d,2.5E1\n",
      [
        ["a", "b", Math.fround(0.01)],
        ["c", "d", 25],
      ],
    ],
    [
      "whole numbers, also quoted, long, or with a leading zero",
      '7,007,1\n"7",16777216,2\n16777215,007,3\n0,123456789012,4\n16777216,0,5.\n00,0,.5\n',
      [
        ["7", "007", 1],
        ["7", "16777216", 2],
        ["16777215", "007", 3],
        ["0", "123456789012", 4],
        ["16777216", "0", 5],
        ["00", "0", 0.5],
      ],
    ],
    ["a weight of many digits", "a,b,0.12345678901234567890\n", [["a", "b", Math.fround(0.12345678901234568)]]],
    ["names in any script", "зло,добро,1\n", [["зло", "добро", 1]]],
    ["an empty file", "", []],
  ])("takes %s", (_what, text, edges) => {
    expect(read(text).edges).toEqual(edges);
  });

  it.each([
    ["one column", "a,b,1\nabc\n", /line 2: the row has one column/],
    ["too many columns", "a,b,1,2\n", /line 1: the row has more columns/],
    ["an empty name", "a,b,1\n,b,1\n", /line 2: .* without a name/],
    ["a weight that is no number", "a,b,1\na,b,x1\n", /line 2: .* the weight 'x1'/],
    ["a weight that is NaN", "a,b,NaN\n", /line 1: .* the weight 'NaN'/],
    ["a negative weight", "a,b,1\na,b,-1\n", /line 2: .* the weight '-1'/],
    ["an infinite weight", "a,b,1\na,b,Infinity\n", /line 2: .* the weight 'Infinity'/],
    ["no weight where there is a comma", "a,b,1\na,b,\n", /line 2: .* the weight ''/],
    ["a quote that does not end", 'a,b,1\n"a,b,1\n', /line 2: .* quote/],
  ])("refuses %s", (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("numbers nodes by their names, whole numbers in their order", () => {
    expect(read("10,9,1\n100,2,1\nb,a,1\n").nodes).toEqual(["2", "9", "a", "b", "10", "100"]);
  });

  it("numbers many nodes by length, then bytes", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `account-${(i * 7919) % 5000}@${i % 3 ? "a" : "é"}.example`);
    const { nodes } = read(names.map((name, i) => `${name},${names[(i + 1) % names.length]},1\n`).join(""));
    const inOrder = names.map((name) => Buffer.from(name)).sort((a, b) => a.length - b.length || a.compare(b));
    expect(nodes).toEqual(inOrder.map(String));
  });

  it("reads rows that straddle what is read at a time, and names longer than that", () => {
    const long = "x".repeat(1_500_000);
    const rows = Array.from({ length: 60_000 }, (_, i) => `node-number-${i},node-number-${i + 1},0.5\n`).join("");
    const { edges } = read(`${rows}${long},y,1\n${rows}`);
    expect(edges).toHaveLength(120_001);
    expect(edges[60_000]).toEqual([long, "y", 1]);
    expect(edges[120_000]).toEqual(["node-number-59999", "node-number-60000", 0.5]);
  });

  it("reads every weight as JavaScript does, rounded to single precision", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e30, noNaN: true }), { minLength: 1, maxLength: 20 }), (weights) => {
        expect(read(weights.map((weight) => `a,b,${weight}\n`).join("")).edges.map(([, , weight]) => weight)).toEqual(
          weights.map(Math.fround),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("writing communities", () => {
  it("names each node as it was named, quoted where it must be", () => {
    const edges = join(folder, "in.csv");
    const out = join(folder, "out.csv");
    writeFileSync(edges, '"b,1",a,1\n"say ""hi""",é,1\n');
    writeCommunities(out, readEdges(edges), Int32Array.of(0, 1, 0, 12345));
    expect(readFileSync(out, "utf8")).toBe('node,community\na,0\né,1\n"b,1",0\n"say ""hi""",12345\n');
  });

  it("writes and reads Parquet", async () => {
    const communities = join(folder, "communities.csv");
    const parquet = join(folder, "it's.parquet");
    const back = join(folder, "back.csv");
    writeFileSync(communities, "node,community\n1,0\n02,0\n");
    await communitiesToParquet(communities, parquet);
    await expect(edgesToCsv(parquet, back)).rejects.toThrow(/no column source and no column target/);
  });
});
