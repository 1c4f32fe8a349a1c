/** Where a picture of a cluster is looked at from: world (65,536 a side, as the graph has it) <-> pixels; pan, zoom, fit, bounds. */

/** A pixel is at `origin + k * world`. */
export interface Camera {
  /** Pixels a unit of the world. */
  k: number;
  /** Where the world's corner is, in pixels. */
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Viewport {
  width: number;
  height: number;
}

const MOST_ZOOM = 60;
const LEAST_ZOOM = 0.7;
/** Of the picture so much stays in sight, in pixels. */
const KEPT = 80;

/** All of `box`, centred, with `margin` pixels around it at the least. */
export function fitting(box: Box, { width, height }: Viewport, margin = 24): Camera {
  const across = Math.max(1, box.right - box.left);
  const down = Math.max(1, box.bottom - box.top);
  const k = Math.max(1e-6, Math.min((width - 2 * margin) / across, (height - 2 * margin) / down));
  return { k, x: (width - k * (box.left + box.right)) / 2, y: (height - k * (box.top + box.bottom)) / 2 };
}

export const pan = (camera: Camera, dx: number, dy: number): Camera => ({ ...camera, x: camera.x + dx, y: camera.y + dy });

/** What is at the pixel stays there. */
export function zoomAt(camera: Camera, by: number, px: number, py: number): Camera {
  const k = camera.k * by;
  return { k, x: px - ((px - camera.x) * k) / camera.k, y: py - ((py - camera.y) * k) / camera.k };
}

/** Zoomed neither so far out nor in that nothing is told, and never away from `box`. `whole` is the camera that fits it. */
export function clamped(camera: Camera, whole: Camera, box: Box, { width, height }: Viewport): Camera {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, camera.k / whole.k));
  const { k, x, y } = zoomAt(camera, (zoom * whole.k) / camera.k, width / 2, height / 2);
  const within = (at: number, low: number, high: number, size: number) => Math.min(size - KEPT - k * low, Math.max(KEPT - k * high, at));
  return { k, x: within(x, box.left, box.right, width), y: within(y, box.top, box.bottom, height) };
}

export const toWorld = ({ k, x, y }: Camera, px: number, py: number): [number, number] => [(px - x) / k, (py - y) / k];

/** Centred on the box, no nearer than `zoom` times the whole. */
export function focusOn(box: Box, whole: Camera, viewport: Viewport, zoom: number): Camera {
  const near = fitting(box, viewport, 80);
  const k = Math.min(near.k, whole.k * zoom);
  return {
    k,
    x: viewport.width / 2 - (k * (box.left + box.right)) / 2,
    y: viewport.height / 2 - (k * (box.top + box.bottom)) / 2,
  };
}
