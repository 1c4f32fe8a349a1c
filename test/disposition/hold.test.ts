/** Links and clusters -> how surely the members of each belong together. */
import { describe, expect, it } from "vitest";
import { hold } from "../../src/disposition/hold.js";
import { edgeList } from "../cluster/search/graphs.js";

describe("a cluster's hold", () => {
  it("is that of its members' strongest links: a pair tied by chance holds little, a tight ring is whole", () => {
    const links = edgeList(7, [
      [0, 1, 1], // odds of 2 : 1
      [2, 3, 20],
      [3, 4, 20],
      [2, 4, 1],
      [5, 6, 0],
    ]);
    const held = hold(links, Int32Array.of(0, 0, 1, 1, 1, 2, 2), 3);
    expect(held[0]).toBeCloseTo(2 / 3, 6);
    expect(held[1]).toBeCloseTo(1, 4);
    expect(held[2]).toBeCloseTo(1 / 2, 6);
  });

  it("counts members without a link inside as taken in by the whole, or bound by an analyst; links that lead out of it not at all", () => {
    const links = edgeList(5, [
      [0, 1, 20],
      [2, 3, 20],
      [3, 4, 20],
    ]);
    const held = hold(links, Int32Array.of(0, 0, 0, -1, -1), 1);
    expect(held[0]).toBeCloseTo((2 + 8 / 9) / 3, 4);
  });

  it("is none of a cluster without members", () => {
    expect([...hold(edgeList(1, []), Int32Array.of(-1), 2)]).toEqual([0, 0]);
  });
});
