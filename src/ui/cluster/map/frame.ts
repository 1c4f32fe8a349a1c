/** A picture as numbers: pixels (RGBA, little-endian) and how many lines cross each; fills and blends, all of whole numbers. */

/** R, G, B, 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface Frame {
  width: number;
  height: number;
  px: Uint32Array;
  /** Lines that cross a pixel; it stops at 65,535. */
  density: Uint16Array;
}

const OPAQUE = 0xff000000;

export function frameOf(width: number, height: number, px = new Uint32Array(width * height)): Frame {
  return { width, height, px, density: new Uint16Array(width * height) };
}

export const packed = ([r, g, b]: Rgb): number => (OPAQUE | (b << 16) | (g << 8) | r) >>> 0;

/** `alpha` of 256: so much of the pixel becomes the colour. */
export function blend(pixel: number, [r, g, b]: Rgb, alpha: number): number {
  const pr = pixel & 255;
  const pg = (pixel >> 8) & 255;
  const pb = (pixel >> 16) & 255;
  return OPAQUE | ((pb + (((b - pb) * alpha) >> 8)) << 16) | ((pg + (((g - pg) * alpha) >> 8)) << 8) | (pr + (((r - pr) * alpha) >> 8));
}

/** A disc without a soft edge: the ground of a part. */
export function fillDisc({ width, height, px }: Frame, cx: number, cy: number, radius: number, color: number): void {
  const last = Math.min(height - 1, Math.floor(cy + radius));
  for (let y = Math.max(0, Math.ceil(cy - radius)); y <= last; y++) {
    const half = Math.sqrt(radius * radius - (y - cy) * (y - cy));
    const from = Math.max(0, Math.ceil(cx - half));
    const to = Math.min(width, Math.floor(cx + half) + 1);
    if (to > from) px.fill(color, y * width + from, y * width + to);
  }
}
