/** Edges -> those that say something to their ends. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backbone, compactBackbone } from "../../../src/cluster/search/backbone.js";
import { CompactGraph, type EdgeList } from "../../../src/cluster/search/graph.js";
import { edgeList, graphOf, randomGraph, shuffle } from "./graphs.js";

/** Each edge that stayed, from its lower end, with its weight. */
function weighed(edges: EdgeList): string[] {
  const { source, target, weight } = backbone(edges, 0.3);
  return Array.from(source, (a, e) => `${a}-${target[e]}:${weight[e]}`).sort();
}

function kept(edges: EdgeList): string[] {
  return weighed(edges).map((edge) => edge.split(":")[0]);
}

describe("the backbone", () => {
  it("leaves out an edge that is faint beside what is typical of its ends", () => {
    const edges = graphOf("a-b b-c c-a c-d:0.1 d-e e-f f-d");
    expect(kept(edges)).not.toContain("2-3");
    expect(kept(edges)).toHaveLength(6);
  });

  it("keeps an edge that is all that one of its ends has", () => {
    expect(kept(graphOf("a-b b-c c-a c-d:0.1"))).toContain("2-3");
  });

  it("leaves out an edge that is all that one of its ends has where it is next to nothing to the other", () => {
    expect(kept(graphOf("a-b b-c c-a c-d:0.05"))).not.toContain("2-3");
  });

  it("keeps every edge where all weights are alike", () => {
    expect(kept(graphOf("a-b b-c c-d d-e e-a a-c"))).toHaveLength(6);
  });

  it("keeps the ties of a pair that is tied to each other far more than to the rest", () => {
    expect(kept(graphOf("a-b:60 a-c:10 a-d:10 b-c:10 b-d:10 c-d:10"))).toHaveLength(6);
  });

  it("keeps the same edges in whatever order they come", () => {
    const edge = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 19 }), fc.float({ min: 0, max: 10, noNaN: true }));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 60 }), fc.integer({ min: 1, max: 1000 }), (edges, seed) => {
        const list = edgeList(20, edges);
        expect(weighed(shuffle(list, seed))).toEqual(weighed(list));
      }),
    );
  });

  it("leaves out loops and edges of no weight", () => {
    expect(kept(graphOf("a-b c-c d-e:0"))).toEqual(["0-1"]);
  });

  it("makes the graph that its edges make without those that are faint", () => {
    const edges = randomGraph(50, 200, 4);
    const whole = new CompactGraph(edges, { faint: 0.3 });
    const again = compactBackbone(backbone(edges, 0.3));
    expect(again.origin).toEqual(whole.origin);
    expect(again.adjacency().start).toEqual(whole.adjacency().start);
    expect(again.adjacency().weight.sort()).toEqual(whole.adjacency().weight.sort());
  });

  it("has the same weights on any scale, as whole numbers", () => {
    const edges = randomGraph(50, 200, 3);
    const scaled = { ...edges, weight: edges.weight.map((w) => w * 2 ** -40) };
    expect(weighed(scaled)).toEqual(weighed(edges));
    expect(backbone(edges, 0).weight.every((w) => Number.isInteger(w) && w >= 1)).toBe(true);
  });
});
