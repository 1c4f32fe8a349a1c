/**
 * The map's worker: a ground, a look and a view -> pixels on its canvas. No WebGL: a software rasteriser gives the same picture with a
 * graphics card and without one. Of views that come while one is drawn, the latest is drawn next.
 */
import { type Frame, frameOf } from "./frame.js";
import { type Look, Picture, type View } from "./picture.js";
import type { Drawn, ToWorker } from "./protocol.js";

interface Wanted {
  id: number;
  width: number;
  height: number;
  view: View;
}

let canvas: OffscreenCanvas | null = null;
let context: OffscreenCanvasRenderingContext2D | null = null;
let image: ImageData | null = null;
let frame: Frame | null = null;
let picture: Picture | null = null;
let look: Look | null = null;
let wanted: Wanted | null = null;
let isDue = false;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "open") {
    canvas = data.canvas;
    // Pixels are put, never read back: but a canvas that says so stays in memory, where putting them costs least.
    context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    picture = new Picture(data.ground);
  } else if (data.type === "ground") picture = new Picture(data.ground);
  else if (data.type === "look") look = data.look;
  else wanted = data;
  if (isDue) return;
  isDue = true;
  setTimeout(draw, 0); // what waits in the queue comes first: of several views one is drawn
};

function draw(): void {
  isDue = false;
  if (wanted === null || picture === null || look === null || canvas === null || context === null) return;
  const begun = performance.now();
  const { id, width, height, view } = wanted;
  if (frame === null || image === null || frame.width !== width || frame.height !== height) {
    canvas.width = width;
    canvas.height = height;
    image = context.createImageData(width, height);
    frame = frameOf(width, height, new Uint32Array(image.data.buffer));
  }
  picture.draw(frame, look, view);
  context.putImageData(image, 0, 0);
  postMessage({ id, view, ms: performance.now() - begun } satisfies Drawn);
}
