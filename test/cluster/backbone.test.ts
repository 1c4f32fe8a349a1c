/** Edges -> those that say something to at least one of their ends. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backbone } from "../../src/cluster/backbone.js";
import type { EdgeList } from "../../src/cluster/graph.js";
import { edgeList, graphOf, shuffle } from "./graphs.js";

function kept(edges: EdgeList): string[] {
  const { source, target } = backbone(edges, 0.2);
  return Array.from(source, (a, e) => [a, target[e]].sort((x, y) => x - y).join("-")).sort();
}

describe("the backbone", () => {
  it("leaves out an edge that is faint for both its ends", () => {
    const edges = graphOf("a-b b-c c-a c-d:0.1 d-e e-f f-d");
    expect(kept(edges)).not.toContain("2-3");
    expect(kept(edges)).toHaveLength(6);
  });

  it("keeps an edge that is all that one of its ends has", () => {
    expect(kept(graphOf("a-b b-c c-a c-d:0.1"))).toContain("2-3");
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
        expect(kept(shuffle(list, seed))).toEqual(kept(list));
      }),
    );
  });
});
