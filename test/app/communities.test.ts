/** Edges between names -> their communities: the same whatever the order, and nothing taken that cannot be an edge. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communitiesOf, type NamedEdge } from "../../src/app/communities.js";
import { PermanentError } from "../../src/errors.js";

const circles: readonly NamedEdge[] = [
  ["ada", "ben"],
  ["ben", "cleo"],
  ["cleo", "ada"],
  ["dan", "eve", 2],
  ["eve", "finn", 2],
  ["finn", "dan", 2],
  ["finn", "gil", 2],
  ["cleo", "dan", 0.5],
];

describe("the communities of named edges", () => {
  it("come largest first, their names in order", () => {
    expect(communitiesOf(circles)).toEqual([
      ["dan", "eve", "finn", "gil"],
      ["ada", "ben", "cleo"],
    ]);
  });

  it("are the same whatever the order of the edges and of their ends", () => {
    const shuffled = fc.shuffledSubarray([...circles], { minLength: circles.length });
    fc.assert(
      fc.property(shuffled, fc.boolean(), (edges, turned) => {
        const given = turned ? edges.map(([a, b, weight]): NamedEdge => [b, a, weight]) : edges;
        expect(communitiesOf(given)).toEqual(communitiesOf(circles));
      }),
      { numRuns: 30 },
    );
  });

  it("leave a name by itself that only a loop names", () => {
    expect(
      communitiesOf([
        ["ada", "ben"],
        ["cleo", "cleo"],
      ]),
    ).toEqual([["ada", "ben"], ["cleo"]]);
  });

  it("are none where there is no edge", () => {
    expect(communitiesOf([])).toEqual([]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("are refused with a weight of %d", (weight) => {
    expect(() => communitiesOf([["ada", "ben", weight]])).toThrow(PermanentError);
  });
});
