/** The anatomy's picture: circles beside each other in the order of birth, arcs within the room, and words that never overlap. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anatomical, ringPath } from "../../../../src/ui/cluster/anatomy/layout.js";

const part = fc.record({ size: fc.integer({ min: 1, max: 60_000 }), suspended: fc.constant(0) });
const room = fc.record({ width: fc.integer({ min: 360, max: 1_900 }), height: fc.integer({ min: 320, max: 1_000 }) });
const flow = (from: number, to: number, links: number, family = "network") => ({ from, to, family, links, bits: links });

describe("an anatomy", () => {
  it("sets all circles into the room, in their order, none on another", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 24 }), room, (parts, size) => {
        const { circles } = anatomical(parts, [], [], size);
        for (const [i, { x, radius }] of circles.entries()) {
          if (i > 0) expect(x - radius).toBeGreaterThanOrEqual(circles[i - 1].x + circles[i - 1].radius - 0.2);
          expect(x - radius).toBeGreaterThanOrEqual(0);
          expect(x + radius).toBeLessThanOrEqual(size.width);
        }
      }),
    );
  });

  it("tells a part's words where they lie on no other's, the largest first", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 24 }), room, (parts, size) => {
        const { circles, told } = anatomical(parts, [], [], size);
        const xs = circles.filter((_, i) => told[i]).map(({ x }) => x);
        for (const [i, x] of xs.entries()) if (i > 0) expect(x - xs[i - 1]).toBeGreaterThanOrEqual(46);
        expect(told[parts.findIndex((each) => each.size === Math.max(...parts.map((one) => one.size)))]).toBe(true);
      }),
    );
  });

  it("draws what is shared above the line and who took over below the words, within the room", () => {
    const parts = [5_200, 4_100, 300, 1_900].map((size) => ({ size, suspended: 0 }));
    const { above, below, y, words } = anatomical(parts, [flow(0, 3, 90), flow(0, 1, 900)], [{ from: 2, to: 3, links: 40 }], {
      width: 980,
      height: 620,
    });
    for (const { top } of above) {
      expect(top.y).toBeGreaterThanOrEqual(0);
      expect(top.y).toBeLessThan(y);
    }
    expect(below[0].top.y).toBeGreaterThan(words);
    expect(below[0].top.y).toBeLessThanOrEqual(620);
    expect(above[0].top.y).toBeLessThan(above[1].top.y);
    expect(above[1].thickness).toBeGreaterThan(above[0].thickness);
  });

  it("lays families that the same two parts share beside each other", () => {
    const parts = [
      { size: 10, suspended: 0 },
      { size: 10, suspended: 0 },
    ];
    const { above } = anatomical(parts, [flow(0, 1, 9, "network"), flow(0, 1, 9, "device")], [], { width: 600, height: 400 });
    expect(new Set(above.map(({ path }) => path)).size).toBe(2);
  });

  it("is empty without parts", () => {
    expect(anatomical([], [], [], { width: 600, height: 400 }).circles).toEqual([]);
  });
});

describe("a ring", () => {
  it("is drawn from the top, by its share; a whole one is two halves", () => {
    expect(ringPath(0, 0, 10, 0, 0.25)).toBe("M0 -10A10 10 0 0 1 10 0");
    expect(ringPath(0, 0, 10, 0, 0.75)).toBe("M0 -10A10 10 0 1 1 -10 0");
    expect(ringPath(0, 0, 10, 0, 1).match(/A/g)).toHaveLength(2);
  });
});
