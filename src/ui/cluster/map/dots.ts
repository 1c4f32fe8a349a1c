/** Accounts -> dots with soft edges: a stamp by shape and by quarter of a pixel, made once for a size and pressed where an account is. */
import type { Frame, Rgb } from "./frame.js";

/** A disc is an active account, a ring a suspended one, a square a closed one. */
export const SHAPES = ["disc", "ring", "square"] as const;
export type Shape = (typeof SHAPES)[number];

export interface Stamps {
  /** Pixels from the middle to the edge of a stamp. */
  reach: number;
  /** Of shape s and quarters (qx, qy): alpha of 256 a pixel, at ((s * 4 + qy) * 4 + qx) * side². */
  alpha: Uint16Array;
}

const QUARTERS = 4;
/** Each pixel is looked at in so many places across and down. */
const LOOKS = 4;
/** Below this radius shapes cannot be told apart: all are discs. */
const SHAPED = 3;

export function stampsOf(radius: number): Stamps {
  const reach = Math.ceil(radius + 1);
  const side = 2 * reach + 1;
  const alpha = new Uint16Array(SHAPES.length * QUARTERS * QUARTERS * side * side);
  let at = 0;
  for (const shape of SHAPES) {
    const inside = insideOf(radius < SHAPED ? "disc" : shape, radius);
    for (let qy = 0; qy < QUARTERS; qy++)
      for (let qx = 0; qx < QUARTERS; qx++)
        for (let y = -reach; y <= reach; y++)
          for (let x = -reach; x <= reach; x++) alpha[at++] = coverage(inside, x - qx / QUARTERS, y - qy / QUARTERS);
  }
  return { reach, alpha };
}

type Inside = (dx: number, dy: number) => boolean;

function insideOf(shape: Shape, radius: number): Inside {
  const square = radius * radius;
  const hole = radius * 0.55 * (radius * 0.55);
  const side = radius * 0.85;
  if (shape === "square") return (dx, dy) => Math.abs(dx) <= side && Math.abs(dy) <= side;
  if (shape === "ring")
    return (dx, dy) => {
      const far = dx * dx + dy * dy;
      return far <= square && far >= hole;
    };
  return (dx, dy) => dx * dx + dy * dy <= square;
}

/** Of a pixel whose middle is (dx, dy) from the dot's. */
function coverage(inside: Inside, dx: number, dy: number): number {
  let hits = 0;
  for (let j = 0; j < LOOKS; j++)
    for (let i = 0; i < LOOKS; i++) if (inside(dx + (i + 0.5) / LOOKS - 0.5, dy + (j + 0.5) / LOOKS - 0.5)) hits++;
  return (hits * 256) / (LOOKS * LOOKS);
}

/** `alpha` of 256. What would not fit whole into the frame is cut at its edge. */
export function press(frame: Frame, stamps: Stamps, shape: number, x: number, y: number, color: Rgb, alpha: number): void {
  const { width, height, px } = frame;
  const { reach } = stamps;
  const qx4 = Math.floor(x * QUARTERS + 0.5);
  const qy4 = Math.floor(y * QUARTERS + 0.5);
  const cx = qx4 >> 2;
  const cy = qy4 >> 2;
  if (cx < -reach || cy < -reach || cx >= width + reach || cy >= height + reach) return;
  const side = 2 * reach + 1;
  const stamp = ((shape * QUARTERS + (qy4 & 3)) * QUARTERS + (qx4 & 3)) * side * side;
  const left = Math.max(0, reach - cx);
  const right = Math.min(side, width + reach - cx);
  const top = Math.max(0, reach - cy);
  const bottom = Math.min(side, height + reach - cy);
  const [r, g, b] = color;
  for (let j = top; j < bottom; j++) {
    let to = (cy - reach + j) * width + cx - reach + left;
    for (let at = stamp + j * side + left; at < stamp + j * side + right; at++, to++) {
      const a = (stamps.alpha[at] * alpha) >> 8;
      if (a === 0) continue;
      const pixel = px[to];
      const pr = pixel & 255;
      const pg = (pixel >> 8) & 255;
      const pb = (pixel >> 16) & 255;
      px[to] = 0xff000000 | ((pb + (((b - pb) * a) >> 8)) << 16) | ((pg + (((g - pg) * a) >> 8)) << 8) | (pr + (((r - pr) * a) >> 8));
    }
  }
}
