import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bridges } from "../../../src/cluster/identity/bridges.js";

/** How many pieces the links leave of the nodes. */
function pieces(nodes: number, links: readonly (readonly [number, number])[]): number {
  const label = Array.from({ length: nodes }, (_, i) => i);
  for (let round = 0; round < nodes; round++)
    for (const [a, b] of links) {
      const least = Math.min(label[a], label[b]);
      label[a] = least;
      label[b] = least;
    }
  return new Set(label).size;
}

describe("bridges", () => {
  it("are the links between two triangles, not those within", () => {
    const links = [
      [0, 1],
      [1, 2],
      [2, 0],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 3],
    ] as const;
    expect(bridges(6, links)).toEqual([{ link: 3, cutOff: 3 }]);
  });

  it("are exactly the links whose loss makes one piece more", () => {
    const link = fc.tuple(fc.nat(8), fc.nat(8)).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(fc.array(link, { maxLength: 14 }), (links) => {
        const whole = pieces(9, links);
        const expected = links.flatMap((_, i) => (pieces(9, links.toSpliced(i, 1)) > whole ? [i] : []));
        expect(
          bridges(9, links)
            .map((bridge) => bridge.link)
            .sort((x, y) => x - y),
        ).toEqual(expected);
      }),
    );
  });
});
