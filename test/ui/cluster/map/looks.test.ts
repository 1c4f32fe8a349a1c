/** How accounts are shown, where labels stand, and how one walks along ties by keys. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels, ribbonsOf } from "../../../../src/ui/cluster/drawn/place-labels.js";
import { levelsOf, rampOf, stepsOfDays } from "../../../../src/ui/cluster/map/looks.js";
import { LEVEL } from "../../../../src/ui/cluster/map/picture.js";
import { Ties } from "../../../../src/ui/cluster/map/ties.js";
import { busiest, startAt, turned, type Walk, whereOf } from "../../../../src/ui/cluster/map/walk.js";

const { hidden, dim, plain, lit } = LEVEL;
const none = new Uint32Array();
const shown = { mask: Uint8Array.of(1, 1, 1, 0), selection: none, pinned: none, fallen: null, near: [] };

describe("an account", () => {
  it("is plain, a shadow where filters pass it over, and gone where it was hidden", () => {
    expect([...levelsOf(shown, Uint32Array.of(2))]).toEqual([plain, plain, hidden, dim]);
  });
  it("stands out where it is selected, its ties are plain, and all others are shadows", () => {
    expect([...levelsOf({ ...shown, selection: Uint32Array.of(0), near: [1] }, none)]).toEqual([lit, plain, dim, dim]);
  });
  it("lights up where it falls off without what is struck; nothing lights up that filters pass over", () => {
    expect([...levelsOf({ ...shown, fallen: Uint8Array.of(0, 1, 0, 1) }, none)]).toEqual([dim, lit, dim, dim]);
  });
  it("stands out where it is pinned, though something else is selected", () => {
    expect([...levelsOf({ ...shown, selection: Uint32Array.of(0), pinned: Uint32Array.of(2) }, none)]).toEqual([lit, dim, lit, dim]);
  });
});

describe("days as colours", () => {
  it("go from the first to the last, with a step of their own for those that nobody knows", () => {
    expect(stepsOfDays(Uint16Array.of(100, 110, 65_535, 105), 4)).toEqual({ hue: Uint8Array.of(0, 3, 4, 2), first: 100, last: 110 });
    expect(
      rampOf(
        [
          [0, 0, 0],
          [10, 20, 30],
        ],
        3,
      ),
    ).toEqual([
      [0, 0, 0],
      [5, 10, 15],
      [10, 20, 30],
    ]);
  });
});

describe("labels", () => {
  const disc = fc.record({
    x: fc.integer({ min: 0, max: 65_535 }),
    y: fc.integer({ min: 0, max: 65_535 }),
    radius: fc.integer({ min: 300, max: 20_000 }),
  });
  it("never lie on each other nor outside of the window, at any zoom", () => {
    fc.assert(
      fc.property(fc.array(disc, { maxLength: 40 }), fc.double({ min: 0.005, max: 0.3, noNaN: true }), (discs, k) => {
        const size = { width: 130, height: 19 };
        const at = placeLabels(
          discs,
          discs.map(() => size),
          { k, x: -100, y: -40 },
          { width: 980, height: 620 },
        );
        const boxes = at.flatMap((corner) => (corner === null ? [] : [corner]));
        for (const [i, p] of boxes.entries()) {
          expect(p.x).toBeGreaterThanOrEqual(0);
          expect(p.x + size.width).toBeLessThanOrEqual(980);
          expect(p.y).toBeGreaterThanOrEqual(0);
          expect(p.y + size.height).toBeLessThanOrEqual(620);
          for (const q of boxes.slice(0, i)) expect(Math.abs(p.x - q.x) >= size.width || Math.abs(p.y - q.y) >= size.height).toBe(true);
        }
      }),
    );
  });
  it("have ribbons from the part that is pointed at alone, wider where more links are", () => {
    const discs = [0, 30_000, 60_000].map((x) => ({ x, y: 0, radius: 5_000 }));
    const flows = [
      { from: 0, to: 1, family: "network", links: 90 },
      { from: 1, to: 2, family: "device", links: 10 },
      { from: 0, to: 2, family: "device", links: 5 },
    ];
    const ribbons = ribbonsOf(discs, flows, 1, ["device", "network"]);
    expect(ribbons.map(({ key }) => key)).toEqual(["0 network", "2 device"]);
    expect(ribbons[0].width).toBeGreaterThan(ribbons[1].width);
  });
});

describe("a walk", () => {
  /** a is tied to b (9), c (7) and d (3); b to e (8). */
  const ties = new Ties({
    accounts: [..."abcde"],
    start: Uint32Array.of(0, 3, 4, 4, 4, 4),
    target: Uint32Array.of(1, 2, 3, 4),
    bits: Uint8Array.of(9, 7, 3, 8),
  });
  const all = () => true;
  const walked = (...turns: Parameters<typeof turned>[1][]): string =>
    turns
      .reduce<Walk>((walk, turn) => turned(walk, turn, ties, all), startAt(0))
      .map(({ account }) => "abcde"[account])
      .join("");

  it("goes on by the strongest tie that was not walked yet, and back the way it came", () => {
    expect(walked("on")).toBe("ab");
    expect(walked("on", "on")).toBe("abe");
    expect(walked("on", "on", "on")).toBe("abe");
    expect(walked("on", "on", "back", "back", "back")).toBe("a");
  });
  it("takes a weaker tie instead, or a stronger one", () => {
    expect(walked("on", "weaker")).toBe("ac");
    expect(walked("on", "weaker", "weaker", "weaker")).toBe("ad");
    expect(walked("on", "weaker", "stronger")).toBe("ab");
  });
  it("goes to nobody who is not shown, and by no tie that is struck", () => {
    expect(whereOf(turned(startAt(0), "on", ties, (account) => account !== 1))).toBe(2);
    expect(whereOf(turned(startAt(0), "on", ties, all, Uint8Array.of(1, 1, 0, 0)))).toBe(3);
  });
  it("begins with whoever has the most ties", () => {
    expect(busiest(5, ties, all)).toBe(0);
    expect(busiest(5, ties, (account) => account !== 0)).toBe(1);
    expect(busiest(5, ties, () => false)).toBeNull();
  });
});
