/** What the page and the map's worker tell each other. Buffers that go to the worker are its own from then on. */
import type { Ground, Look, View } from "./picture.js";

export type ToWorker =
  | { type: "open"; canvas: OffscreenCanvas; ground: Ground }
  | { type: "ground"; ground: Ground }
  | { type: "look"; look: Look }
  /** In device pixels. Only the latest view that came is drawn. */
  | { type: "view"; id: number; width: number; height: number; view: View }
  /** The pixels' hash is told once all that came before is drawn. */
  | { type: "hash" };

export type FromWorker = { type: "drawn"; id: number; view: View; ms: number } | { type: "hash"; hash: string };
