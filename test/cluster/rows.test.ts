/** Edges -> rows of those that say something to their ends. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EdgeList } from "../../src/cluster/graph.js";
import { backbone, type Rows, rowsOf, rowsOfBackbone } from "../../src/cluster/rows.js";
import { edgeList, graphOf, randomGraph, shuffle } from "./graphs.js";

/** Each edge that stayed, from its lower end, with its weight. */
function weighed(edges: EdgeList): string[] {
  const { size, start, word, real } = rowsOf(edges, 0.3);
  const found: string[] = [];
  for (let i = 0; i < size; i++)
    for (let p = start[i]; p < start[i + 1]; p++) if (word[2 * p] > i) found.push(`${i}-${word[2 * p]}:${real[2 * p + 1]}`);
  return found.sort();
}

function weightsOf({ real }: Rows): Float32Array {
  return real.filter((_, at) => at % 2 === 1);
}

function kept(edges: EdgeList): string[] {
  return weighed(edges).map((edge) => edge.split(":")[0]);
}

describe("rows", () => {
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

  it("leave out loops and edges of no weight, and have each edge both ways", () => {
    const { start, word } = rowsOf(graphOf("a-b c-c d-e:0"), 0.3);
    expect([...start]).toEqual([0, 1, ...Array(25).fill(2)]);
    expect([word[0], word[2]]).toEqual([1, 0]);
  });

  it("come back from a backbone of theirs", () => {
    const edges = randomGraph(50, 200, 4);
    const again = rowsOfBackbone(backbone(edges, 0.3));
    expect(again.start).toEqual(rowsOf(edges, 0.3).start);
    expect(weightsOf(again).sort()).toEqual(weightsOf(rowsOf(edges, 0.3)).sort());
  });

  it("have the same weights on any scale, as whole numbers", () => {
    const edges = randomGraph(50, 200, 3);
    const scaled = { ...edges, weight: edges.weight.map((w) => w * 2 ** -40) };
    expect(weighed(scaled)).toEqual(weighed(edges));
    expect(weightsOf(rowsOf(edges, 0)).every((w) => Number.isInteger(w) && w >= 1)).toBe(true);
  });
});
