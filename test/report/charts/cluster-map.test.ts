/** The picture of the clusters: everything is in it, nothing on top of another, nothing a name could break. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Disposition } from "../../../src/model/cluster.js";
import { drawClusters } from "../../../src/report/charts/cluster-map.js";
import { pack, sunflower } from "../../../src/report/charts/pack.js";

function cluster(id: string, size: number, disposition: Disposition, operator?: string) {
  return {
    id,
    accounts: Array.from({ length: size }, (_, i) => `${id}-${i}`),
    score: 0.9,
    disposition,
    attribution: operator === undefined ? [] : [{ operator, confidence: 0.8, likelihood: "likely" }],
  };
}

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe("the picture of the clusters", () => {
  it("has a disc a cluster and a dot an account", () => {
    const svg = drawClusters([cluster("c1", 30, "fraudulent", "op-a"), cluster("c2", 4, "benign")]);
    expect(count(svg, /<g><title>/g)).toBe(2);
    expect(count(svg, /h0/g)).toBe(34);
    expect(svg).toContain(">op-a</text>");
    expect(svg).toContain("benign clusters: 1 (accounts: 4)");
  });

  it("marks the accounts that were called wrongly", () => {
    const svg = drawClusters([cluster("c1", 3, "benign")], { wrong: new Set(["c1-1"]) });
    expect(svg).toContain("called wrongly");
    expect(count(svg, /<path/g)).toBe(2);
  });

  it("draws the largest where there are many, and counts all", () => {
    const svg = drawClusters([cluster("small", 2, "benign"), cluster("large", 9, "benign")], { most: 1 });
    expect(svg).toContain("large: benign");
    expect(svg).not.toContain("small: benign");
    expect(svg).toContain("benign clusters: 2 (accounts: 11)");
  });

  it("stays well-formed whatever a name holds", () => {
    expect(drawClusters([cluster("c1", 20, "fraudulent", `<script>"&`)])).not.toContain("<script>");
  });

  it("is there for no clusters at all", () => {
    expect(drawClusters([])).toContain("fraudulent clusters: 0");
  });
});

describe("packing", () => {
  it("puts no disc on another, and the first in the middle", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 25 }), (radii) => {
        const discs = pack(radii);
        expect([discs[0].x, discs[0].y]).toEqual([0, 0]);
        for (const [i, a] of discs.entries()) {
          for (const b of discs.slice(0, i)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius);
        }
      }),
    );
  });

  it("keeps a cluster's dots within its disc", () => {
    for (const { x, y } of sunflower(200, { x: 5, y: -5, radius: 20 })) expect(Math.hypot(x - 5, y + 5)).toBeLessThan(20);
  });
});
