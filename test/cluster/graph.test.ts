/** Edge lists in any order -> one compact graph; edges that cannot be are refused. */
import { describe, expect, it } from "vitest";
import { checkEdges, compact } from "../../src/cluster/graph.js";
import { edgeList, graphOf, randomGraph, shuffle } from "./graphs.js";

describe("the compact graph", () => {
  it("is the same for the same edges in any order and direction", () => {
    const edges = randomGraph(300, 900, 1);
    for (let seed = 2; seed < 6; seed++) expect(compact(shuffle(edges, seed))).toEqual(compact(edges));
  });

  it("leaves out nodes that stand alone, loops and edges of no weight", () => {
    const graph = compact(graphOf("a-b c-c d-e:0"));
    expect([...graph.origin]).toEqual([0, 1]);
    expect(graph.neighbour).toHaveLength(2);
  });

  it("sums an edge that comes twice, whichever way round", () => {
    const graph = compact(graphOf("a-b:0.5 b-a:0.25 a-b:1"));
    expect([...graph.weight]).toEqual([1.75, 1.75]);
  });

  it("has each node's neighbours in ascending order, and both ways", () => {
    const { size, start, neighbour, weight } = compact(randomGraph(200, 1000, 7));
    const seen = new Map<string, number>();
    for (let i = 0; i < size; i++)
      for (let p = start[i]; p < start[i + 1]; p++) {
        if (p > start[i]) expect(neighbour[p]).toBeGreaterThan(neighbour[p - 1]);
        seen.set(`${i}-${neighbour[p]}`, weight[p]);
      }
    for (const [edge, w] of seen) expect(seen.get(edge.split("-").reverse().join("-"))).toBe(w);
  });

  it("numbers the nodes component by component", () => {
    const edges = randomGraph(400, 250, 3);
    const { component, origin, start, neighbour } = compact(edges);
    const label = walkComponents(edges.nodes, edges.source, edges.target);
    const found = [...component.subarray(0, -1)].map(
      (from, c) => new Set([...origin.subarray(from, component[c + 1])].map((i) => label[i])),
    );
    for (const labels of found) expect(labels.size).toBe(1);
    expect(new Set(found.map(([...labels]) => labels[0])).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(20);
    for (let c = 0; c + 1 < component.length; c++)
      for (let p = start[component[c]]; p < start[component[c + 1]]; p++) {
        expect(neighbour[p]).toBeGreaterThanOrEqual(component[c]);
        expect(neighbour[p]).toBeLessThan(component[c + 1]);
      }
  });

  it.each([
    ["a weight that is no number", [0, 1, Number.NaN], /weight is NaN/],
    ["a negative weight", [0, 1, -1], /weight is -1/],
    ["an infinite weight", [0, 1, Infinity], /weight is Infinity/],
    ["a node that does not exist", [0, 9, 1], /below 3/],
  ] as const)("refuses %s", (_what, edge, message) => {
    expect(() => checkEdges(edgeList(3, [edge]))).toThrow(message);
  });

  it("takes a graph without edges", () => {
    expect(compact(edgeList(5, []))).toMatchObject({ size: 0, nodes: 5 });
  });
});

function walkComponents(nodes: number, source: Uint32Array, target: Uint32Array): number[] {
  const label = Array.from({ length: nodes }, (_, i) => i);
  for (let changed = true; changed; ) {
    changed = false;
    for (let e = 0; e < source.length; e++) {
      const least = Math.min(label[source[e]], label[target[e]]);
      if (label[source[e]] === least && label[target[e]] === least) continue;
      label[source[e]] = label[target[e]] = least;
      changed = true;
    }
  }
  return label;
}
