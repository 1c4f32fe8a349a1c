/** The camera that the shared state keeps (a middle and a zoom, whatever the window) <-> the one that draws. */
import type { Box, Camera, Viewport } from "./camera.js";
import { fitting } from "./camera.js";
import type { Disc } from "./picture.js";

export interface LookedAt {
  x: number;
  y: number;
  /** How many times larger than the whole. */
  zoom: number;
}

export function cameraAt(at: LookedAt | null, whole: Camera, { width, height }: Viewport): Camera {
  if (at === null) return whole;
  const k = whole.k * at.zoom;
  return { k, x: width / 2 - k * at.x, y: height / 2 - k * at.y };
}

export function lookedAt({ k, x, y }: Camera, whole: Camera, { width, height }: Viewport): LookedAt {
  return { x: (width / 2 - x) / k, y: (height / 2 - y) / k, zoom: k / whole.k };
}

/** What all discs take, with room for their labels above. */
export function boxOf(discs: readonly Disc[]): Box {
  if (discs.length === 0) return { left: 0, top: 0, right: 65_535, bottom: 65_535 };
  return {
    left: Math.min(...discs.map(({ x, radius }) => x - radius)),
    top: Math.min(...discs.map(({ y, radius }) => y - radius)),
    right: Math.max(...discs.map(({ x, radius }) => x + radius)),
    bottom: Math.max(...discs.map(({ y, radius }) => y + radius)),
  };
}

/** Room at the window's edges, in CSS pixels. */
export const MARGIN = 36;
export const wholeOf = (box: Box, viewport: Viewport): Camera => fitting(box, viewport, MARGIN);
