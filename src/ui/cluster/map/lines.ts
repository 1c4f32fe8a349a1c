/**
 * Lines -> a count of how many cross each pixel, tone-mapped into the picture afterwards; and single lines with soft edges. Clipped as
 * Liang and Barsky do (1984), stepped in fixed point (16 bits of fraction), so that the same lines give the same pixels anywhere.
 */
import { blend, type Frame, type Rgb } from "./frame.js";

/** Ends of what is left of a line inside of the frame; false where nothing is. Reused: one line is drawn at a time. */
const cut = new Float64Array(4);

function clip(width: number, height: number, x0: number, y0: number, x1: number, y1: number): boolean {
  const right = width - 1.001;
  const bottom = height - 1.001;
  const dx = x1 - x0;
  const dy = y1 - y0;
  let from = 0;
  let to = 1;
  if (dx === 0) {
    if (x0 < 0 || x0 > right) return false;
  } else {
    const a = -x0 / dx;
    const b = (right - x0) / dx;
    from = Math.max(from, dx > 0 ? a : b);
    to = Math.min(to, dx > 0 ? b : a);
  }
  if (dy === 0) {
    if (y0 < 0 || y0 > bottom) return false;
  } else {
    const a = -y0 / dy;
    const b = (bottom - y0) / dy;
    from = Math.max(from, dy > 0 ? a : b);
    to = Math.min(to, dy > 0 ? b : a);
  }
  if (from >= to) return false;
  cut[0] = x0 + from * dx;
  cut[1] = y0 + from * dy;
  cut[2] = x0 + to * dx;
  cut[3] = y0 + to * dy;
  return true;
}

/** Counts the line at each pixel that it crosses. */
export function count({ width, height, density }: Frame, x0: number, y0: number, x1: number, y1: number): void {
  if (!clip(width, height, x0, y0, x1, y1)) return;
  const across = cut[2] - cut[0];
  const down = cut[3] - cut[1];
  const steps = Math.max(Math.abs(across), Math.abs(down)) | 0;
  if (steps === 0) return;
  let x = (cut[0] * 65536) | 0;
  let y = (cut[1] * 65536) | 0;
  const sx = ((across / steps) * 65536) | 0;
  const sy = ((down / steps) * 65536) | 0;
  for (let i = 0; i < steps; i++) {
    const at = (y >> 16) * width + (x >> 16);
    const lines = density[at];
    density[at] = lines + (lines < 65535 ? 1 : 0); // a hub's centre is crossed by more than 16 bits can count
    x += sx;
    y += sy;
  }
}

/** Alpha (of 256) by the number of lines: it rises with the logarithm, found in whole numbers alone: engines' logarithms differ. */
export function toneOf(least: number, most: number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, lines) => {
    if (lines === 0) return 0;
    const octave = 31 - Math.clz32(lines);
    const eighths = 8 * octave + (((lines - (1 << octave)) * 8) >> octave);
    return Math.min(most, least + ((eighths * (most - least)) >> 5));
  });
}

/** What was counted becomes colour, and the count begins again at nought. */
export function tone({ px, density }: Frame, color: Rgb, alphas: Uint16Array): void {
  for (let i = 0; i < density.length; i++) {
    const lines = density[i];
    if (lines === 0) continue;
    px[i] = blend(px[i], color, alphas[Math.min(lines, 255)]);
    density[i] = 0;
  }
}

/** One line of so many pixels with soft edges. */
export function stroke(frame: Frame, x0: number, y0: number, x1: number, y1: number, thick: number, color: Rgb, alpha: number): void {
  const { width, height, px } = frame;
  if (!clip(width, height, x0, y0, x1, y1)) return;
  const flat = Math.abs(cut[2] - cut[0]) >= Math.abs(cut[3] - cut[1]);
  const [a0, b0, a1, b1] = flat ? [cut[0], cut[1], cut[2], cut[3]] : [cut[1], cut[0], cut[3], cut[2]];
  const [from, fromB, to, toB] = a0 <= a1 ? [a0, b0, a1, b1] : [a1, b1, a0, b0];
  const slope = to === from ? 0 : (toB - fromB) / (to - from);
  const half = Math.max(128, Math.round(thick * 128)); // of 256ths
  const limit = flat ? height : width;
  for (let a = Math.round(from); a <= to; a++) {
    const middle = Math.round((fromB + (a - from) * slope) * 256);
    const low = Math.max(0, (middle - half - 128) >> 8);
    const high = Math.min(limit - 1, (middle + half + 128) >> 8);
    for (let b = low; b <= high; b++) {
      const covered = Math.min(middle + half, b * 256 + 128) - Math.max(middle - half, b * 256 - 128);
      if (covered <= 0) continue;
      const at = flat ? b * width + a : a * width + b;
      px[at] = blend(px[at], color, (Math.min(256, covered) * alpha) >> 8);
    }
  }
}
