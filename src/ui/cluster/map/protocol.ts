/** What the page and the map's worker tell each other. Buffers that go to the worker are its own from then on. */
import type { Ground, Look, View } from "./picture.js";

export type ToWorker =
  | { type: "open"; canvas: OffscreenCanvas; ground: Ground }
  | { type: "ground"; ground: Ground }
  | { type: "look"; look: Look }
  /** In device pixels. Only the latest view that came is drawn. */
  | { type: "view"; id: number; width: number; height: number; view: View };

/** A picture is on its canvas; `ms` is what it took. */
export interface Drawn {
  id: number;
  view: View;
  ms: number;
}
