/** The map's picture: the same data gives the same pixels; what is drawn when, and what is left out. */
import { describe, expect, it } from "vitest";
import { type Camera, zoomAt } from "../../../../src/ui/cluster/map/camera.js";
import { boxOf, wholeOf } from "../../../../src/ui/cluster/map/camera-of-state.js";
import { frameOf, packed } from "../../../../src/ui/cluster/map/frame.js";
import { LEVEL, type Look, Picture, radiusOf } from "../../../../src/ui/cluster/map/picture.js";
import { DISCS, groundOf, hashOf, hydra, lookOf } from "./hydra.js";

const VIEWPORT = { width: 400, height: 300 };
const WHOLE = wholeOf(boxOf(DISCS), VIEWPORT);
const graph = hydra(3_000);
const ground = groundOf(graph);

function drawn(change: Partial<Look> = {}, camera: Camera = WHOLE): Uint32Array {
  const frame = frameOf(VIEWPORT.width, VIEWPORT.height);
  new Picture(ground).draw(frame, lookOf(graph, change), { camera, whole: WHOLE, ratio: 1 });
  return frame.px;
}

/** Zoomed in on the middle of the first part. */
const near = (by: number): Camera => zoomAt(WHOLE, by, WHOLE.x + WHOLE.k * DISCS[0].x, WHOLE.y + WHOLE.k * DISCS[0].y);
const pixelsOf = (px: Uint32Array, color: readonly [number, number, number]): number => px.filter((each) => each === packed(color)).length;
const differing = (p: Uint32Array, q: Uint32Array): number => p.filter((each, i) => each !== q[i]).length;

describe("the same data", () => {
  it("gives the same pixels, on any machine", () => {
    expect(hashOf(drawn())).toBe("fe6f3f8e");
    expect(hashOf(drawn({}, near(6)))).toBe("f0c7c056");
    expect(hashOf(drawn({ ties: Uint32Array.of(1, 2, 3, 500), ringed: Uint32Array.of(1) }))).toBe("e92141bf");
  });

  it("gives them however often it is drawn, and whatever was drawn before", () => {
    const picture = new Picture(ground);
    const frame = frameOf(VIEWPORT.width, VIEWPORT.height);
    picture.draw(frame, lookOf(graph), { camera: near(5), whole: WHOLE, ratio: 1 });
    picture.draw(frame, lookOf(graph), { camera: WHOLE, whole: WHOLE, ratio: 1 });
    expect(hashOf(frame.px)).toBe(hashOf(drawn()));
  });
});

describe("links", () => {
  const cut = new Uint8Array(graph.target.length).fill(1);

  it("are not drawn at the overview, where they would be noise", () => {
    expect(differing(drawn(), drawn({ cut }))).toBe(0);
  });

  it("are drawn from three times the overview on, but for those that are struck", () => {
    expect(differing(drawn({}, near(2.9)), drawn({ cut }, near(2.9)))).toBe(0);
    expect(differing(drawn({}, near(3.1)), drawn({ cut }, near(3.1)))).toBeGreaterThan(1_000);
  });

  it("are only a selection's own where something is selected", () => {
    const none = drawn({ ties: new Uint32Array() }, near(4));
    expect(differing(none, drawn({ cut }, near(4)))).toBe(0);
    expect(differing(none, drawn({ ties: Uint32Array.of(0) }, near(4)))).toBeGreaterThan(5);
  });
});

describe("accounts", () => {
  it("are gone where hidden, and shadows where filters pass them over", () => {
    const level = new Uint8Array(3_000);
    const bare = drawn({ level: level.fill(LEVEL.hidden) });
    expect(new Set(bare)).toEqual(new Set([packed([251, 250, 247]), packed([241, 239, 232])]));
    const dim = drawn({ level: new Uint8Array(3_000).fill(LEVEL.dim) });
    expect(differing(bare, dim)).toBeGreaterThan(1_000);
    expect(pixelsOf(dim, [194, 74, 0])).toBe(0);
  });

  it("stand out by colour: active ones above those that were suspended", () => {
    const px = drawn();
    expect(pixelsOf(px, [194, 74, 0])).toBeGreaterThan(pixelsOf(px, [105, 112, 125]) / 2);
  });

  it("are told apart by their shape once near: a suspended one is a ring with the ground in its middle", () => {
    const [i] = [...graph.status.keys()].filter((each) => graph.status[each] === 1 && graph.part[each] === 0);
    const camera = zoomAt(WHOLE, 40, WHOLE.x + WHOLE.k * graph.x[i], WHOLE.y + WHOLE.k * graph.y[i]);
    const alone = new Uint8Array(3_000);
    alone[i] = LEVEL.plain;
    const px = drawn({ level: alone, ties: new Uint32Array() }, camera);
    const at = (dx: number) =>
      px[Math.round(camera.y + camera.k * graph.y[i]) * VIEWPORT.width + Math.round(camera.x + camera.k * graph.x[i]) + dx];
    expect(at(0)).toBe(packed([241, 239, 232]));
    expect(at(6)).toBe(packed([105, 112, 125]));
  });

  it("are drawn larger where there are few", () => {
    const view = { camera: WHOLE, whole: WHOLE, ratio: 1 };
    expect(radiusOf(ground, 3, view)).toBe(8);
    expect(radiusOf(ground, 25_000, view)).toBe(1.25);
  });
});
