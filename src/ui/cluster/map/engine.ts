/**
 * A canvas and a graph -> a picture that is panned and zoomed: the camera and who is under the pointer are kept here, pixels are the
 * worker's. What is drawn is told with its camera, so that labels move with it.
 */
import { type Box, type Camera, clamped, focusOn, pan, toWorld, type Viewport, zoomAt } from "./camera.js";
import { boxOf, cameraAt, type LookedAt, lookedAt, wholeOf } from "./camera-of-state.js";
import { Hits } from "./hits.js";
import { type Ground, type Look, radiusOf, type View } from "./picture.js";
import type { Drawn, ToWorker } from "./protocol.js";

/** Pixels beyond a dot's edge that still are it. */
const REACH = 4;
/** Of a zoom by double click or key. */
const STEP = 1.6;
const NEAREST = 8;
/** Pixels of a window that grew or shrank without need of another camera. */
const SLIGHT = 60;

export class MapEngine {
  /** Somebody moved the camera, and it has come to rest. */
  onRest: (at: LookedAt | null) => void = () => {};
  readonly #canvas: HTMLCanvasElement;
  readonly #worker: Worker;
  readonly #ratio: number;
  #ground: Ground;
  #hits: Hits;
  #box: Box;
  #viewport: Viewport = { width: 0, height: 0 };
  #whole: Camera = { k: 1, x: 0, y: 0 };
  #camera: Camera = { k: 1, x: 0, y: 0 };
  #level: Uint8Array = new Uint8Array();
  /** The camera of what is on the screen. */
  #drawn: Camera | null = null;
  readonly #listeners = new Set<(camera: Camera) => void>();
  #id = 0;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, ground: Ground, ratio: number) {
    this.#canvas = canvas;
    this.#ground = ground;
    this.#ratio = ratio;
    this.#hits = new Hits(ground.x, ground.y);
    this.#box = boxOf(ground.discs);
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<Drawn>) => this.#told(data);
    const offscreen = canvas.transferControlToOffscreen();
    this.#tell({ type: "open", canvas: offscreen, ground }, [offscreen]);
  }

  close(): void {
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    this.#worker.terminate();
  }

  /** The listener is told the camera of each picture as it comes, and of the one that is there. */
  readonly follow = (listener: (camera: Camera) => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#drawn !== null) listener(this.#drawn);
    return () => this.#listeners.delete(listener);
  };

  get zoom(): number {
    return this.#camera.k / this.#whole.k;
  }

  /** Other places for the same accounts. */
  setGround(ground: Ground): void {
    this.#ground = ground;
    this.#hits = new Hits(ground.x, ground.y);
    this.#tell({ type: "ground", ground });
    this.#draw();
  }

  setLook(look: Look): void {
    this.#level = look.level;
    this.#tell({ type: "look", look });
    this.#draw();
  }

  /** In CSS pixels; `at` is what is looked at. Where a line of words comes or goes beside it, nothing moves. */
  setRoom(viewport: Viewport, at: LookedAt | null): void {
    const before = this.#viewport;
    this.#viewport = viewport;
    if (viewport.width === before.width && Math.abs(viewport.height - before.height) < SLIGHT) {
      this.#draw();
      return;
    }
    this.#whole = wholeOf(this.#box, viewport);
    this.#camera = cameraAt(at, this.#whole, viewport);
    this.#draw();
  }

  /** As the address or undo has it: it is no movement of anybody's. */
  show(at: LookedAt | null): void {
    const camera = cameraAt(at, this.#whole, this.#viewport);
    const same = Math.abs(camera.x - this.#camera.x) < 1 && Math.abs(camera.y - this.#camera.y) < 1;
    if (same && Math.abs(camera.k / this.#camera.k - 1) < 0.002) return;
    this.#camera = camera;
    this.#draw();
  }

  pan(dx: number, dy: number): void {
    this.#move(pan(this.#camera, dx, dy));
  }

  zoomAt(by: number, px: number, py: number): void {
    this.#move(zoomAt(this.#camera, by, px, py));
  }

  zoomStep(steps: 1 | -1): void {
    this.zoomAt(STEP ** steps, this.#viewport.width / 2, this.#viewport.height / 2);
  }

  fit(): void {
    this.#move(this.#whole);
  }

  /** Brings accounts into view, where they are not. */
  focus(accounts: Iterable<number>, always = false): void {
    const { x, y } = this.#ground;
    const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const i of accounts) {
      box.left = Math.min(box.left, x[i]);
      box.right = Math.max(box.right, x[i]);
      box.top = Math.min(box.top, y[i]);
      box.bottom = Math.max(box.bottom, y[i]);
    }
    if (box.left === Infinity) return;
    const { k, x: ox, y: oy } = this.#camera;
    const margin = 30;
    const isIn =
      ox + k * box.left > margin &&
      oy + k * box.top > margin &&
      ox + k * box.right < this.#viewport.width - margin &&
      oy + k * box.bottom < this.#viewport.height - margin;
    if (!isIn || always) this.#move(focusOn(box, this.#whole, this.#viewport, always ? NEAREST : Math.max(1, this.zoom)));
  }

  /** The account at the pixel, or -1. */
  accountAt(px: number, py: number): number {
    const [x, y] = toWorld(this.#camera, px, py);
    const radius = radiusOf(this.#ground, this.#ground.x.length, this.#view()) / this.#ratio;
    return this.#hits.nearest(x, y, (radius + REACH) / this.#camera.k, this.#level);
  }

  /** The part whose disc the pixel is on, or -1. */
  partAt(px: number, py: number): number {
    const [x, y] = toWorld(this.#camera, px, py);
    return this.#ground.discs.findIndex((disc) => (disc.x - x) ** 2 + (disc.y - y) ** 2 <= disc.radius ** 2);
  }

  /** Who is inside of the polygon, which is of pixels: x0, y0, x1, y1, ... */
  inside(polygon: readonly number[]): number[] {
    const { k, x, y } = this.#camera;
    return this.#hits.inside(
      polygon.map((at, i) => (at - (i % 2 === 0 ? x : y)) / k),
      this.#level,
    );
  }

  #view(): View {
    const ratio = this.#ratio;
    const scaled = ({ k, x, y }: Camera): Camera => ({ k: k * ratio, x: x * ratio, y: y * ratio });
    return { camera: scaled(this.#camera), whole: scaled(this.#whole), ratio };
  }

  #move(camera: Camera): void {
    this.#camera = clamped(camera, this.#whole, this.#box, this.#viewport);
    this.#draw();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const isWhole =
        Math.abs(this.zoom - 1) < 0.002 && Math.abs(this.#camera.x - this.#whole.x) < 1 && Math.abs(this.#camera.y - this.#whole.y) < 1;
      this.onRest(isWhole ? null : lookedAt(this.#camera, this.#whole, this.#viewport));
    }, 250);
  }

  /** Once a frame of the screen, at the most. */
  #draw(): void {
    if (this.#frame !== 0 || this.#viewport.width === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { width, height } = this.#viewport;
      this.#tell({
        type: "view",
        id: ++this.#id,
        width: Math.round(width * this.#ratio),
        height: Math.round(height * this.#ratio),
        view: this.#view(),
      });
    });
  }

  #told({ id, view: { camera, ratio }, ms }: Drawn): void {
    const scaled = ({ k, x, y }: Camera): Camera => ({ k: k / ratio, x: x / ratio, y: y / ratio });
    this.#drawn = scaled(camera);
    for (const listener of this.#listeners) listener(this.#drawn);
    // who measures, or waits for a picture, sees by these that it came, and what it took
    this.#canvas.dataset.drawn = String(id);
    this.#canvas.dataset.ms = ms.toFixed(1);
  }

  #tell(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
