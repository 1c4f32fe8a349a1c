/** Edge lists in any order -> one compact graph; edges that cannot be are refused. */
import { describe, expect, it } from "vitest";
import { CompactGraph, type EdgeList } from "../../../src/cluster/search/graph.js";
import { edgeList, graphOf, randomGraph, shuffle } from "./graphs.js";

describe("the compact graph", () => {
  it("is the same for the same edges in any order and direction", () => {
    const edges = randomGraph(300, 900, 1);
    for (let seed = 2; seed < 6; seed++) expect(inOrder(compact(shuffle(edges, seed)))).toEqual(inOrder(compact(edges)));
  });

  it("leaves out nodes that stand alone, loops and edges of no weight", () => {
    const graph = compact(graphOf("a-b c-c d-e:0"));
    expect([...graph.origin]).toEqual([0, 1]);
    expect(graph.adjacency().neighbour).toHaveLength(2);
  });

  it("has each edge both ways", () => {
    const { rows } = inOrder(compact(randomGraph(200, 1000, 7)));
    const forth = rows.flatMap((row, i) => row.map(([j, w]) => `${i}-${j}:${w}`));
    const back = rows.flatMap((row, i) => row.map(([j, w]) => `${j}-${i}:${w}`));
    expect(forth).toHaveLength(2000 - 2 * loopsOf(randomGraph(200, 1000, 7)));
    expect(back.sort()).toEqual(forth.sort());
  });

  it("numbers the nodes component by component", () => {
    const edges = randomGraph(400, 250, 3);
    const graph = compact(edges);
    const { component, origin } = graph;
    const { start, neighbour } = graph.adjacency();
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
    expect(() => compact(edgeList(3, [edge]))).toThrow(message);
  });

  it("says which nodes have new edges that are not faint", () => {
    const graph = new CompactGraph(graphOf("a-b b-c c-a c-d:0.1 d-e e-f f-d"), { faint: 0.3 });
    expect(graph.endsOf(graphOf("a-b c-d:0.1 e-f"))).toEqual([0, 1, 4, 5]);
    expect(graph.endsOf(graphOf("c-d:0.1"))).toEqual([]);
  });

  it("takes a graph without edges", () => {
    expect(compact(edgeList(5, []))).toMatchObject({ size: 0, nodes: 5 });
  });
});

const compact = (edges: EdgeList) => new CompactGraph(edges, { faint: 0 });

/** Rows say nothing by their order. */
function inOrder(graph: CompactGraph) {
  const { component, origin } = graph;
  const { size, start, neighbour, weight } = graph.adjacency();
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from(neighbour.subarray(start[i], start[i + 1]), (j, p) => [j, weight[start[i] + p]]).sort(([a, v], [b, w]) => a - b || v - w),
  );
  return { rows, component, origin };
}

function loopsOf({ source, target }: EdgeList): number {
  return source.filter((a, e) => a === target[e]).length;
}

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
