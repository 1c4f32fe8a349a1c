/** The binary graph: what is decoded is what was encoded, and 25,000 accounts with 100,000 links fit in seven tenths of a megabyte. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeGraph, encodeGraph, type GraphColumns } from "../../src/contract/graph-columns.js";
import { mix32 } from "../../src/tools/mix.js";

function graphOf(accounts: readonly string[], pairs: readonly (readonly [number, number])[]): GraphColumns {
  const size = accounts.length;
  const links = [...new Set(pairs.filter(([i, j]) => i !== j).map(([i, j]) => Math.min(i, j) * size + Math.max(i, j)))].sort(
    (x, y) => x - y,
  );
  const start = new Uint32Array(size + 1);
  for (const link of links) start[Math.floor(link / size) + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const column = (of: number) => Array.from({ length: size }, (_, i) => mix32(i + of));
  return {
    run: 7,
    accounts,
    x: Uint16Array.from(column(1)),
    y: Uint16Array.from(column(2)),
    status: Uint8Array.from(column(3), (n) => n % 3),
    part: Uint8Array.from(column(4), (n) => n % 12),
    born: Uint16Array.from(column(5), (n) => 20_500 + (n % 44)),
    start,
    target: Uint32Array.from(links, (link) => link % size),
    bits: Uint8Array.from(links, (link) => mix32(link) % 30),
    family: Uint16Array.from(links, (link) => mix32(link) % 8),
    families: ["device", "network", "time"],
  };
}

it("comes back as it was", () => {
  const name = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 200 }),
      (names, pairs) => {
        const size = names.length;
        const graph = graphOf(
          names,
          pairs.map(([i, j]) => [i % size, j % size] as const),
        );
        expect(decodeGraph(encodeGraph(graph))).toEqual(graph);
      },
    ),
  );
});

it("is refused where it is cut off, or is none", () => {
  const bytes = encodeGraph(graphOf(["a", "b"], [[0, 1]]));
  for (let length = 0; length < bytes.length; length++) expect(() => decodeGraph(bytes.slice(0, length))).toThrow();
  expect(() => decodeGraph(bytes.map((byte) => byte ^ 1))).toThrow();
});

it("holds an account with more links than 16 bits count", () => {
  const names = Array.from({ length: 70_000 }, (_, i) => `a${i}`);
  const star = graphOf(
    names,
    names.slice(1).map((_, i) => [0, i + 1] as const),
  );
  expect(decodeGraph(encodeGraph(star)).target).toEqual(star.target);
});

it("is refused where what is in it does not fit together", () => {
  const graph = graphOf(
    ["a", "b", "c"],
    [
      [0, 1],
      [1, 2],
    ],
  );
  const spoilt: Partial<GraphColumns>[] = [
    { x: new Uint16Array(2) },
    { status: new Uint8Array(4) },
    { bits: new Uint8Array(1) },
    { family: new Uint16Array(3) },
    { accounts: ["a", "b", "c", "d"] },
    { target: Uint32Array.of(1, 7) },
  ];
  for (const part of spoilt) expect(() => decodeGraph(encodeGraph({ ...graph, ...part })), JSON.stringify(part)).toThrow("graph");
});

it("of 25,000 accounts and 100,000 links takes .7 MB at most, gzipped", () => {
  const size = 25_000;
  const names = Array.from(
    { length: size },
    (_, i) => `acc-${(mix32(i) * 2 ** 21 + (mix32(i + size) >>> 11)).toString(36).padStart(11, "0")}`,
  ).sort();
  const near = (k: number) => Math.floor(k / 4) % size;
  const pairs = Array.from({ length: 100_000 }, (_, k) => [near(k), (near(k) + 1 + (mix32(k) % 2_000)) % size] as const);
  const bytes = encodeGraph(graphOf(names, pairs));
  expect(gzipSync(bytes).length).toBeLessThanOrEqual(700_000);
});
