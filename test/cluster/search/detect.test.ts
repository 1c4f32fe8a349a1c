/** Graphs with known communities, and every partition of small ones -> what detection promises. */
import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
import { describe, expect, it } from "vitest";
import { ringQuality } from "../../../bench/worlds/partition-quality.js";
import { Draw, plantedGraph } from "../../../bench/worlds/planted-graph.js";
import { backbone } from "../../../src/cluster/search/backbone.js";
import { detect } from "../../../src/cluster/search/detect.js";
import type { EdgeList } from "../../../src/cluster/search/graph.js";
import { qualityOf } from "../../../src/cluster/search/quality.js";
import { allConnected, edgeList, graphOf, partitions, randomGraph, shuffle, words } from "./graphs.js";

const louvain = louvainModule as unknown as typeof louvainModule.default;

describe("detection", () => {
  it("finds two triangles tied by one edge", () => {
    expect(words(detect(graphOf("a-b b-c c-a c-d d-e e-f f-d")).community)).toBe("abc def");
  });

  it("finds the cliques of a ring of cliques", () => {
    const edges: [number, number, number][] = [];
    for (let c = 0; c < 10; c++) {
      for (let i = 0; i < 5; i++) for (let j = i + 1; j < 5; j++) edges.push([5 * c + i, 5 * c + j, 1]);
      edges.push([5 * c, (5 * c + 6) % 50, 1]);
    }
    const { community, communities } = detect(edgeList(50, edges));
    expect(communities).toBe(10);
    expect([...community]).toEqual(Array.from({ length: 50 }, (_, i) => Math.floor(i / 5)));
  });

  it("gives a node without an edge a community of its own", () => {
    expect([...detect(edgeList(4, [[1, 3, 1]])).community]).toEqual([0, 1, 2, 1]);
  });

  it("lets go of a bystander who is tied by far less than the members are", () => {
    const edges = graphOf("a-b a-c a-d b-c b-d c-d a-e:0.2");
    expect(words(detect(edges).community)).toBe("abcd");
    expect(words(detect(edges, { trim: 0 }).community)).toBe("abcde");
  });

  it.each(["map-equation", "louvain"] as const)("gives the same bytes for the same edges in any order (%s)", (algorithm) => {
    const { edges } = plantedGraph({ nodes: 3000, seed: 5 });
    const first = detect(edges, { algorithm });
    for (let seed = 1; seed < 4; seed++) expect(detect(shuffle(edges, seed), { algorithm })).toEqual(first);
  });

  it.each(["map-equation", "louvain"] as const)("never leaves a community disconnected (%s)", (algorithm) => {
    for (let seed = 1; seed <= 40; seed++) {
      const edges = randomGraph(120, 60 + 8 * seed, seed);
      expect(allConnected(edges, detect(edges, { algorithm }).community)).toBe(true);
    }
  });

  it("finds planted rings among organisations, households and noise", () => {
    const planted = plantedGraph({ nodes: 60_000, seed: 2 });
    const { community } = detect(planted.edges);
    const { smallRingsFound, bcubed } = ringQuality(planted, community);
    expect(smallRingsFound).toBeGreaterThanOrEqual(0.98);
    expect(bcubed).toBeGreaterThanOrEqual(0.99);
    expect(allConnected(planted.edges, community)).toBe(true);
  });

  it("keeps a large sparse community whole beside small dense ones", () => {
    const draw = new Draw(3);
    const edges: [number, number, number][] = [];
    for (let i = 1; i < 4000; i++) for (let k = 0; k < 6; k++) edges.push([i, draw.below(i), 1]);
    for (let at = 4000; at < 6000; at += 8) for (let i = at; i < at + 8; i++) for (let j = i + 1; j < at + 8; j++) edges.push([i, j, 1]);
    for (let k = 0; k < 3000; k++) edges.push([draw.below(6000), draw.below(6000), 0.1]);
    const { community } = detect(edgeList(6000, edges));
    const giant = new Map<number, number>();
    for (let i = 0; i < 4000; i++) giant.set(community[i], (giant.get(community[i]) ?? 0) + 1);
    expect(Math.max(...giant.values())).toBeGreaterThan(3900);
    expect(new Set(community.subarray(4000)).size).toBeGreaterThanOrEqual(250);
  });

  it("starts from earlier communities: finds what is new and leaves the rest where it was", () => {
    const planted = plantedGraph({ nodes: 20_000, seed: 6 });
    const { edges, group } = planted;
    const [ring] = [...planted.rings].find(([, size]) => size >= 12 && size <= 50)!;
    const early = edges.source.map((_, e) => e).filter((e) => group[edges.source[e]] !== ring && group[edges.target[e]] !== ring);
    const before = detect({
      nodes: edges.nodes,
      source: early.map((e) => edges.source[e]),
      target: early.map((e) => edges.target[e]),
      weight: Float32Array.from(early, (e) => edges.weight[e]),
    });
    const touched = Array.from(group.keys()).filter((i) => group[i] === ring);
    const after = detect(edges, { from: before.community, touched });
    expect(ringQuality({ ...planted, rings: new Map([[ring, touched.length]]) }, after.community).smallRingsFound).toBe(1);
    expect(adjustedRand(before.community, after.community)).toBeGreaterThan(0.99);
    expect(allConnected(edges, after.community)).toBe(true);
  });

  it("finds the communities of graphs with power-law degrees and sizes (after LFR, Lancichinetti et al. 2008)", () => {
    const { edges, group } = powerLawGraph(3000, 0.3, 11);
    expect(adjustedRand(detect(edges, { trim: 0 }).community, group)).toBeGreaterThan(0.9);
  });
});

describe("the map equation", () => {
  it("is as short as the shortest of all partitions, or nearly, on small graphs", () => {
    let shortest = 0;
    let excess = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const edges = backbone(connectedGraph(7, 6, seed), 0);
      let least = Infinity;
      for (const labels of partitions(7)) least = Math.min(least, qualityOf(edges, labels).codelength);
      const found = qualityOf(edges, detect(edges, { trim: 0, faint: 0 }).community).codelength;
      expect(found).toBeGreaterThanOrEqual(least - 1e-9);
      if (found < least + 1e-6) shortest++;
      excess = Math.max(excess, found / least - 1);
    }
    expect(shortest).toBeGreaterThanOrEqual(27);
    expect(excess).toBeLessThan(0.03);
  });

  it("never makes the code longer by moving nodes, from wherever it starts", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const edges = backbone(connectedGraph(60, 120, seed), 0);
      const draw = new Draw(seed);
      const from = Int32Array.from({ length: 60 }, () => draw.below(60));
      const touched = Array.from({ length: 1 + draw.below(59) }, () => draw.below(60));
      const { community } = detect(edges, { from, touched, trim: 0, faint: 0 });
      expect(qualityOf(edges, community).codelength).toBeLessThanOrEqual(qualityOf(edges, from).codelength + 1e-9);
    }
  });

  it("says how long a code is: one module costs the entropy of the visits", () => {
    const square = graphOf("a-b b-c c-d d-a");
    expect(qualityOf(square, new Int32Array(26)).codelength).toBeCloseTo(2, 12);
    // Two modules of two nodes: an index of 1 bit used half the time, and in each module three words of weights 1/4, 1/4 and 1/4.
    const halves = Int32Array.from({ length: 26 }, (_, i) => i >> 1);
    expect(qualityOf(square, halves).codelength).toBeCloseTo(0.5 * 1 + 1.5 * Math.log2(3), 12);
  });

  it("depends on a component alone, not on what else there is", () => {
    const lone = plantedGraph({ nodes: 1000, seed: 8 }).edges;
    const other = randomGraph(500, 1500, 9);
    const both: EdgeList = {
      nodes: 1500,
      source: Uint32Array.of(...lone.source, ...other.source.map((i) => i + 1000)),
      target: Uint32Array.of(...lone.target, ...other.target.map((i) => i + 1000)),
      weight: Float32Array.of(...lone.weight, ...other.weight),
    };
    expect(detect(both).community.subarray(0, 1000)).toEqual(detect(lone).community);
  });
});

describe("modularity", () => {
  it("is what graphology says it is", () => {
    const edges = randomGraph(80, 240, 4);
    const network = new UndirectedGraph();
    for (let i = 0; i < edges.nodes; i++) network.addNode(i);
    for (let e = 0; e < edges.source.length; e++)
      if (edges.source[e] !== edges.target[e])
        network.updateEdge(edges.source[e], edges.target[e], (ties) => ({ weight: (ties.weight ?? 0) + edges.weight[e] }));
    const { communities, modularity } = louvain.detailed(network, { rng: () => 0.5 });
    const partition = Int32Array.from({ length: edges.nodes }, (_, i) => communities[i]);
    expect(qualityOf(edges, partition).modularity).toBeCloseTo(modularity, 9);
  });
});

/** A random tree and `extra` edges beyond it. */
function connectedGraph(nodes: number, extra: number, seed: number): EdgeList {
  const draw = new Draw(seed);
  const edges: [number, number, number][] = [];
  for (let i = 1; i < nodes; i++) edges.push([i, draw.below(i), 0.2 + draw.unit()]);
  for (let k = 0; k < extra; k++) edges.push([draw.below(nodes), draw.below(nodes), 0.2 + draw.unit()]);
  return edgeList(nodes, edges);
}

/** Stubs by a power law, `mixing` of them tied anywhere and the rest within groups of power-law sizes. */
function powerLawGraph(nodes: number, mixing: number, seed: number): { edges: EdgeList; group: Int32Array } {
  const draw = new Draw(seed);
  const group = new Int32Array(nodes);
  const groups: number[][] = [];
  for (let at = 0; at < nodes; ) {
    const size = Math.min(nodes - at, draw.power(20, 200));
    groups.push(Array.from({ length: size }, (_, i) => at + i));
    group.fill(groups.length - 1, at, at + size);
    at += size;
  }
  const edges: [number, number, number][] = [];
  for (let i = 0; i < nodes; i++)
    for (let stubs = draw.power(8, 60) / 2; stubs > 0; stubs--) {
      const mates = groups[group[i]];
      edges.push([i, draw.unit() < mixing ? draw.below(nodes) : mates[draw.below(mates.length)], 1]);
    }
  return { edges: edgeList(nodes, edges), group };
}

function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const pairs = (counts: Iterable<number>) => [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const count = (key: (i: number) => string | number) => {
    const counts = new Map<string | number, number>();
    for (let i = 0; i < a.length; i++) counts.set(key(i), (counts.get(key(i)) ?? 0) + 1);
    return pairs(counts.values());
  };
  const [both, left, right] = [count((i) => `${a[i]} ${b[i]}`), count((i) => a[i]), count((i) => b[i])];
  const expected = (left * right) / ((a.length * (a.length - 1)) / 2);
  return (both - expected) / ((left + right) / 2 - expected);
}
