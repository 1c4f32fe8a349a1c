/** The map's camera: what fits, what stays where it is, and that the picture is never lost from sight. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Camera, clamped, fitting, focusOn, pan, toWorld, zoomAt } from "../../../../src/ui/cluster/map/camera.js";
import { boxOf, cameraAt, lookedAt } from "../../../../src/ui/cluster/map/camera-of-state.js";

const toScreen = ({ k, x, y }: Camera, wx: number, wy: number): [number, number] => [x + k * wx, y + k * wy];
const BOX = { left: 1_000, top: 2_000, right: 61_000, bottom: 32_000 };
const VIEWPORT = { width: 980, height: 700 };
const WHOLE = fitting(BOX, VIEWPORT);

describe("a camera", () => {
  it("fits all of a box into the middle of the window", () => {
    expect(toScreen(WHOLE, 31_000, 17_000)).toEqual([490, 350]);
    expect(toScreen(WHOLE, BOX.left, 0)[0]).toBeCloseTo(24);
    expect(toScreen(WHOLE, BOX.right, 0)[0]).toBeCloseTo(980 - 24);
  });

  it("keeps what is under the pointer there as it zooms", () => {
    const before = toWorld(WHOLE, 300, 200);
    const after = toWorld(zoomAt(WHOLE, 4, 300, 200), 300, 200);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  it("never loses the picture from sight, however far it is pulled", () => {
    const step = fc.tuple(
      fc.integer({ min: -5_000, max: 5_000 }),
      fc.integer({ min: -5_000, max: 5_000 }),
      fc.constantFrom(0.1, 0.5, 2, 30),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let camera = WHOLE;
        for (const [dx, dy, by] of steps) camera = clamped(zoomAt(pan(camera, dx, dy), by, 10, 10), WHOLE, BOX, VIEWPORT);
        const [left, top] = toScreen(camera, BOX.left, BOX.top);
        const [right, bottom] = toScreen(camera, BOX.right, BOX.bottom);
        expect(right).toBeGreaterThan(79);
        expect(left).toBeLessThan(980 - 79);
        expect(bottom).toBeGreaterThan(79);
        expect(top).toBeLessThan(700 - 79);
        expect(camera.k / WHOLE.k).toBeGreaterThan(0.69);
        expect(camera.k / WHOLE.k).toBeLessThan(60.1);
      }),
    );
  });

  it("is the same place in another window, as an address keeps it", () => {
    const camera = zoomAt(WHOLE, 4, 300, 200);
    const again = cameraAt(lookedAt(camera, WHOLE, VIEWPORT), WHOLE, VIEWPORT);
    for (const key of ["k", "x", "y"] as const) expect(again[key]).toBeCloseTo(camera[key]);
    expect(cameraAt(null, WHOLE, VIEWPORT)).toBe(WHOLE);
  });

  it("goes to what is looked for, no nearer than asked", () => {
    const camera = focusOn({ left: 5_000, right: 5_000, top: 5_000, bottom: 5_000 }, WHOLE, VIEWPORT, 6);
    expect(camera.k).toBeCloseTo(6 * WHOLE.k);
    expect(toScreen(camera, 5_000, 5_000)[0]).toBeCloseTo(490);
  });

  it("fits discs with all that they take, and the whole world where there are none", () => {
    expect(boxOf([{ x: 10, y: 20, radius: 5 }])).toEqual({ left: 5, top: 15, right: 15, bottom: 25 });
    expect(boxOf([])).toEqual({ left: 0, top: 0, right: 65_535, bottom: 65_535 });
  });
});
